"""``scripts/bench build``: cold build, one-edit rebuild, memory and bytes, beside Hugo on the same content."""

import argparse
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measure import Run, machine, print_table, run, tree_size
from cchc.text import nfc

REPOSITORY = Path(__file__).resolve().parents[2]
SHARED = REPOSITORY.parent / "shared"

_CLASSES = {
    "Cải cách thể chế": "cai-cach-the-che",
    "Cải cách TTHC": "cai-cach-thu-tuc-hanh-chinh",
    "Tổ chức bộ máy": "cai-cach-to-chuc-bo-may",
    "Chế độ công vụ": "cai-cach-che-do-cong-vu",
    "Tài chính công": "cai-cach-tai-chinh-cong",
    "Chính quyền số": "chinh-phu-dien-tu-chinh-phu-so",
}
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_FRONT = re.compile(
    r'\A---\ntitle: (?P<title>".*")\ndate: (?P<date>\S+)\ncategories:\n  - (?P<category>.+)\n---\n', re.M
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Build the same procedures and posts with this project and with Hugo, and print what each took."""
    options = _options(arguments)
    if not SHARED.is_dir():
        sys.exit(f"needs the shared data beside the checkout: {SHARED}")
    with tempfile.TemporaryDirectory(prefix="cchc-bench-", dir=options.work) as folder:
        work = Path(folder)
        root = _make_root(work, options.posts)
        rows = [*_measure_cchc(root), *_measure_hugo(work / "peers" / "hugo")]
    print(f"\nbuild of all procedures and {options.posts} posts – {machine()}\n")
    print_table(("generator", "step", "seconds", "memory MB", "files", "site MB"), rows)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench build", description=main.__doc__)
    parser.add_argument("--posts", type=int, default=4000, help="news posts to generate (default 4000)")
    parser.add_argument("--work", type=Path, help="folder for the generated sites (default: the system's)")
    return parser.parse_args(arguments)


def _make_root(work: Path, posts: int) -> Path:
    peers = work / "peers"
    run([sys.executable, SHARED / "bench" / "make_peer_sites.py", peers, str(posts)], work)
    root = work / "cchc"
    root.mkdir()
    imported = run([_tool("cchc"), "import", SHARED / "data" / "tthc" / "dvcqg-api-2026-07", "--root", root], work)
    print(imported.output.strip().splitlines()[-1], file=sys.stderr)
    unit = root / "docs" / "don-vi" / "so-y-te.md"
    unit.parent.mkdir(parents=True)
    unit.write_text("---\nma: so-y-te\nten: Sở Y tế\nloai: so\n---\n", encoding="utf-8")
    for file in sorted((peers / "hugo" / "content" / "posts").glob("*.md")):
        _write_post(file, root)
    return root


def _write_post(file: Path, root: Path) -> None:
    # The peers' text is cut from raw records: decomposed letters and Word's private bullets are no valid content here.
    text = _PRIVATE.sub("-", nfc(file.read_text(encoding="utf-8")))
    front = _FRONT.match(text)
    if front is None:
        raise ValueError(f"the peers' generator changed its front matter: {file}")
    target = root / "posts" / front["date"][:4] / file.name
    target.parent.mkdir(parents=True, exist_ok=True)
    body = text[front.end() :].replace("<!-- more -->", "")
    target.write_text(
        f"---\ntieu_de: {front['title']}\ntom_tat: {front['title']}\nngay_dang: {front['date']}T08:00\n"
        f"don_vi: so-y-te\nnoi_dung_cchc: [{_CLASSES[front['category']]}]\nchuyen_muc: tin-hoat-dong\n"
        f"trang_thai: da-dang\n---\n{body}",
        encoding="utf-8",
    )


def _measure_cchc(root: Path) -> list[list[str]]:
    command = [_tool("cchc"), "build", "--root", root]
    cold = run([*command, "--clean"], root)
    rows = [_row("cchc", "cold build", cold, root / "site")]
    procedure = next(iter(sorted((root / "tthc").glob("*/1.*.md"))))
    _edit(procedure, "\nGhi chú thêm cho người nộp hồ sơ.\n")
    rows.append(_row("cchc", "one procedure edited", run(command, root), root / "site"))
    _edit(next(iter(sorted((root / "posts").rglob("*.md")))), "\nMột câu mới.\n")
    rows.append(_row("cchc", "one post edited", run(command, root), root / "site"))
    return rows


def _measure_hugo(root: Path) -> list[list[str]]:
    env = {**os.environ, "HUGO_CACHEDIR": str(root.parent / "hugo-cache")}
    cold = run([_tool("hugo"), "--quiet"], root, env)
    rows = [_row("hugo 0.168", "cold build, bare templates", cold, root / "public")]
    _edit(next(iter(sorted((root / "content" / "posts").glob("*.md")))), "\nMột câu mới.\n")
    rows.append(_row("hugo 0.168", "one post edited", run([_tool("hugo"), "--quiet"], root, env), root / "public"))
    return rows


def _row(generator: str, step: str, done: Run, site: Path) -> list[str]:
    files, size = tree_size(site)
    return [
        generator,
        step,
        f"{done.seconds:.1f}",
        f"{done.memory / 2**20:.0f}",
        f"{files}",
        f"{size / 2**20:.0f}",
    ]


def _edit(file: Path, text: str) -> None:
    with file.open("a", encoding="utf-8") as stream:
        stream.write(text)


def _tool(name: str) -> str:
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        sys.exit(f"{name} is not installed")
    return found


if __name__ == "__main__":
    main()
