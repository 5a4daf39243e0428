"""What is wrong with the pictures that news items name, told to their authors before anything is built."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from cchc.model.content import Entry
from cchc.model.post import Tin
from cchc.model.problem import Problem
from cchc.outputs.pictures.named import AnhDuocNeu, pictures_of
from cchc.outputs.pictures.reading import AnhHong, decode, measure
from cchc.outputs.pictures.svg import measure_svg

_VERSION = "1"
"""To be raised when what is found wrong changes: verdicts of earlier builds are then forgotten."""


def check_pictures(root: Path, tin: Iterable[Entry[Tin]], cache_dir: Path | None) -> list[Problem]:
    """Return the problems of all pictures that items name; verdicts on known bytes are kept in ``cache_dir``."""
    named = [(entry.path, anh) for entry in tin for anh in pictures_of(entry.record)]
    verdicts = _examine(root, {anh.tep for _, anh in named if find_file(root, anh.tep)}, cache_dir)
    return [problem for path, anh in named for problem in _problems(root, path, anh, verdicts.get(anh.tep))]


def find_file(root: Path, tep: str) -> Path | None:
    """Return the file of a picture; what leads out of ``posts/``, by dots or by a link, is treated as missing."""
    posts = (root / "posts").resolve()
    try:
        file = (posts / tep).resolve()
        return file if file.is_relative_to(posts) and file.is_file() else None
    except (OSError, ValueError):
        return None


def _problems(root: Path, path: str, anh: AnhDuocNeu, verdict: str | None) -> Iterator[Problem]:
    line = _line(root / path, anh.nguyen_van) if anh.nguyen_van else 0
    if "://" in anh.tep or anh.tep.startswith(("//", "data:")):
        message = "ảnh lấy từ nơi khác không hiện được; hãy chép ảnh vào posts/ và ghi đường dẫn từ đó"
        yield Problem(path, line, anh.truong, message)
    elif verdict is None and anh.nguyen_van:
        message = f"không thấy tệp ảnh posts/{anh.tep}; hãy chép ảnh vào đó hoặc sửa đường dẫn"
        yield Problem(path, line, anh.truong, message)
    elif verdict:
        yield Problem(path, line, anh.truong, f"ảnh posts/{anh.tep} {verdict}")
    if not anh.alt:
        message = f"ảnh {anh.tep} thiếu mô tả cho người không nhìn thấy; hãy viết ![mô tả ảnh]({anh.tep})"
        yield Problem(path, line, anh.truong, message)


def _line(file: Path, words: str) -> int:
    lines = file.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if words in line), 0)


def _examine(root: Path, teps: set[str], cache_dir: Path | None) -> dict[str, str]:
    """Return the verdict on each picture, empty where nothing is wrong."""
    file = cache_dir / "pictures" / f"verdicts-{_VERSION}.json" if cache_dir else None
    known = _read_verdicts(file)
    keys: dict[str, str] = {}
    open_: dict[str, Callable[[], str]] = {}
    for tep in sorted(teps):
        data = (root / "posts" / tep).read_bytes()
        keys[tep] = f"{tep.rpartition('.')[2].lower()}:{hashlib.sha256(data).hexdigest()}"
        if keys[tep] not in known and keys[tep] not in open_:
            open_[keys[tep]] = _begin(tep, data)
    with ThreadPoolExecutor() as pool:
        found = dict(zip(open_, pool.map(lambda examine: examine(), open_.values()), strict=True))
    verdicts = {key: found.get(key, known.get(key, "")) for key in keys.values()}
    if file and verdicts != known:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(verdicts), encoding="utf-8")
    return {tep: verdicts[key] for tep, key in keys.items()}


def _begin(tep: str, data: bytes) -> Callable[[], str]:
    """Look at the header at once and return what is left to do, which other threads may."""
    try:
        if tep.lower().endswith(".svg"):
            measure_svg(data)
            return lambda: ""
        measure(data)
    except AnhHong as error:
        verdict = str(error)
        return lambda: verdict
    return lambda: _decoding_verdict(data)


def _decoding_verdict(data: bytes) -> str:
    try:
        decode(data)
    except AnhHong as error:
        return str(error)
    return ""


def _read_verdicts(file: Path | None) -> dict[str, str]:
    try:
        loaded = json.loads(file.read_text(encoding="utf-8")) if file else {}
    except (OSError, ValueError):
        return {}
    return loaded if isinstance(loaded, dict) else {}
