"""JSON in all its packings, and what is not JSON."""

import gzip
import json
from pathlib import Path

import pytest

from cchc.importers import Imported, Outcome, Refused, Skipped, read_thu_tuc
from cchc.importers.files import Limits
from importers.formality import make_detail, make_record, write_record

pytestmark = pytest.mark.slow


def read(*paths: Path, limits: Limits | None = None) -> list[Outcome]:
    """Read everything."""
    return list(read_thu_tuc(paths, limits=limits or Limits()))


def codes(outcomes: list[Outcome]) -> list[str]:
    """Return the codes of what was read."""
    return [outcome.thu_tuc.ma for outcome in outcomes if isinstance(outcome, Imported)]


def refusals(outcomes: list[Outcome]) -> list[Refused]:
    """Return what was refused."""
    return [outcome for outcome in outcomes if isinstance(outcome, Refused)]


TWO = [make_record(), make_record(code="1.900002", codeNotation="1.900002")]
PACKINGS = {
    "object": json.dumps(TWO[0]).encode(),
    "indented": json.dumps(TWO[0], indent=2, ensure_ascii=False).encode(),
    "list": json.dumps(TWO, indent=1).encode(),
    "list on one line": json.dumps(TWO).encode(),
    "a record a line": b"\n".join(json.dumps(record).encode() for record in TWO) + b"\n",
    "with a byte order mark": b"\xef\xbb\xbf" + json.dumps(TWO, ensure_ascii=False).encode(),
    "after empty lines": b"\n \n" + json.dumps(TWO[0]).encode(),
}


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize("name", PACKINGS)
def test_the_packing_is_told_from_the_content(tmp_path: Path, name: str, packed: bool) -> None:
    """Object, list and lines, plain or gzip, are read whatever the file is called."""
    file = tmp_path / "tep.txt"
    data = PACKINGS[name]
    file.write_bytes(gzip.compress(data) if packed else data)
    expected = ["1.900001"] if name in {"object", "indented", "after empty lines"} else ["1.900001", "1.900002"]
    assert codes(read(file)) == expected


def test_bare_details_and_envelopes_are_read(tmp_path: Path) -> None:
    """The portal's own answer comes bare or inside ``data``; both are the same record."""
    (tmp_path / "a.json").write_text(json.dumps(make_detail()), encoding="utf-8")
    answer = {"code": "OK", "data": make_detail(code="1.900002", codeNotation="1.900002")}
    (tmp_path / "b.json").write_text(json.dumps(answer), encoding="utf-8")
    assert codes(read(tmp_path)) == ["1.900001", "1.900002"]


def test_several_paths_are_read_and_each_file_once(tmp_path: Path) -> None:
    """A file named beside its own folder is not a duplicate."""
    first = write_record(tmp_path / "một")
    write_record(tmp_path / "hai" / "sâu", code="1.900002", codeNotation="1.900002")
    assert codes(read(first, tmp_path)) == ["1.900001", "1.900002"]


def test_other_files_of_a_folder_are_skipped(tmp_path: Path) -> None:
    """Notes and tables beside the records are no mistake; hidden files are not looked at."""
    write_record(tmp_path)
    (tmp_path / "README.md").write_text("# Ghi chú", encoding="utf-8")
    (tmp_path / ".an.json").write_text("hỏng", encoding="utf-8")
    outcomes = read(tmp_path)
    assert codes(outcomes) == ["1.900001"]
    assert [outcome for outcome in outcomes if isinstance(outcome, Skipped)] == [Skipped(str(tmp_path / "README.md"))]
    assert not refusals(outcomes)


HOSTILE = {
    "empty": (b"", "tệp rỗng"),
    "no JSON": (b"<html>Access denied</html>", "không phải định dạng đọc được"),
    "truncated": (json.dumps(TWO[0], indent=1).encode()[:300], "JSON bị cụt ở dòng"),
    "truncated gzip": (gzip.compress(json.dumps(TWO).encode())[:200], "gzip bị cụt"),
    "broken gzip": (b"\x1f\x8b\x08\x00rubbish", "gzip bị cụt hoặc hỏng"),
    "wrong syntax": (b'{"a": }', "JSON sai cú pháp ở dòng 1"),
    "another encoding": (b'{"name": "Th\xe1\xbb\xa7 t\xf4c"}', "không phải UTF-8 (sai từ dòng 1)"),
    "UTF-16": (json.dumps(TWO[0]).encode("utf-16"), "có vẻ là UTF-16"),
    "too deep": (b"[" * 100_000, "JSON"),
    "not a number": (b'{"detail": NaN}', "JSON sai cú pháp"),
    "other JSON": (b'{"type": "FeatureCollection"}', "không phải bản ghi thủ tục"),
    "a list of numbers": (b"[1]", "không phải bản ghi thủ tục"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_gives_one_line_and_the_rest_goes_on(tmp_path: Path, name: str) -> None:
    """Each broken file is refused with one clear reason, and the good file after it is read."""
    data, reason = HOSTILE[name]
    bad = tmp_path / "a.json"
    bad.write_bytes(data)
    good = write_record(tmp_path)
    outcomes = read(bad, good)
    assert codes(outcomes) == ["1.900001"]
    assert len(refusals(outcomes)) == 1
    assert reason in refusals(outcomes)[0].reason
    assert refusals(outcomes)[0].origin.startswith(str(bad))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """A mistyped path is told, not fatal."""
    assert "không đọc được tệp" in refusals(read(tmp_path / "không-có.json"))[0].reason


def test_a_broken_line_costs_only_itself(tmp_path: Path) -> None:
    """In a file of lines each line stands alone; the refusal names it."""
    lines = [json.dumps(TWO[0]).encode(), b'{"cut": ', json.dumps(TWO[1]).encode()]
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(lines))
    outcomes = read(tmp_path)
    assert codes(outcomes) == ["1.900001", "1.900002"]
    assert [refused.origin for refused in refusals(outcomes)] == [f"{tmp_path / 'a.jsonl'}, dòng 2"]


def test_a_broken_first_line_does_not_hide_the_others(tmp_path: Path) -> None:
    """Lines are recognised by the second one too."""
    (tmp_path / "a.jsonl").write_bytes(b'{"hong": }\n' + json.dumps(TWO[0]).encode())
    outcomes = read(tmp_path)
    assert codes(outcomes) == ["1.900001"]
    assert len(refusals(outcomes)) == 1


@pytest.mark.parametrize(
    "data",
    [b"{" + b" " * 200_000 + b"}", b"{\n" * 100_000, b'{"a": 1}\n' * 30_000],
    ids=["one line", "one document", "many lines"],
)
def test_a_gzip_bomb_stops_at_the_limit(tmp_path: Path, data: bytes) -> None:
    """A small file that unpacks to a huge one is refused as soon as it passes the limit."""
    file = tmp_path / "bom.json.gz"
    file.write_bytes(gzip.compress(data))
    outcomes = read(file, limits=Limits(file=150_000, value=100_000))
    assert refusals(outcomes)[-1].reason == "tệp quá lớn sau khi giải nén; hãy chia nhỏ"
