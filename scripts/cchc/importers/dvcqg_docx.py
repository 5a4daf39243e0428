"""The detail print of the old portal as Word: rows and cells read directly, since its tables have no grid."""

from collections.abc import Iterator
from datetime import datetime

from cchc.importers.dvcqg_json import import_detail
from cchc.importers.formats import WORD
from cchc.importers.imported import Imported, Refused
from cchc.importers.json_files import Json
from cchc.importers.packages import Element, Package
from cchc.importers.plain_text import clean_line
from cchc.importers.printed import Label, Part, Printed, make_detail
from cchc.importers.printed_tables import make_basis, make_method, make_paper, split_fees
from cchc.text import to_vietnam

DOCUMENT = "word/document.xml"

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CREATED = "{http://purl.org/dc/terms/}created"
_LABELS = {f"{label}:": label for label in Label}
_SIGNS = {f"{_W}br": "\n", f"{_W}tab": "\t"}
_ONLY_CASE = "Bao gồm"

_Block = str | list[list[str]]
"""A paragraph, or a table as rows of cells."""


def import_docx(package: Package, origin: str) -> Imported | Refused | None:
    """Turn one Word export into a record; None if the document is something else."""
    sections = _split(list(_blocks(package.parse(DOCUMENT))))
    values = {label: "\n".join(block for block in part if isinstance(block, str)) for label, part in sections.items()}
    ma = clean_line(values.get(Label.MA, ""))
    if Label.MA not in sections:
        return None
    missing = next((label for label in Label if label not in sections), None)
    if missing is not None:
        return Refused(origin, ma, f"tệp Word thiếu mục “{missing}”; hãy tải lại")
    printed = Printed(
        values,
        methods=tuple(
            make_method(channel, time, split_fees(fees), description)
            for channel, time, fees, description in _rows(sections[Label.CACH_THUC], 4)
        ),
        cases=_read_cases(sections[Label.HO_SO], ma),
        bases=tuple(make_basis(*cells) for cells in _rows(sections[Label.CAN_CU], 4)),
        extra={"exportedAt": _read_created(package)},
    )
    detail, notes = make_detail(printed, none_is_empty=True)
    return import_detail(detail, origin, dang=WORD, notes=notes)


def _blocks(document: Element) -> Iterator[_Block]:
    for block in document.iterfind(f"{_W}body/*"):
        if block.tag == f"{_W}p":
            yield _text(block)
        elif block.tag == f"{_W}tbl":
            yield [
                [
                    "\n".join(_text(paragraph) for paragraph in cell.iterfind(f"{_W}p"))
                    for cell in row.iterfind(f"{_W}tc")
                ]
                for row in block.iterfind(f"{_W}tr")
            ]


def _text(paragraph: Element) -> str:
    return "".join(_SIGNS.get(node.tag, node.text or "") for node in paragraph.iter(f"{_W}t", *_SIGNS))


def _split(blocks: list[_Block]) -> dict[Label, list[_Block]]:
    """Return the blocks of each label; a label counts once, where it stands first after the one before it."""
    sections: dict[Label, list[_Block]] = {}
    waiting = list(Label)
    current: list[_Block] = []
    for block in blocks:
        label = _find_label(block) if isinstance(block, str) else None
        if label in waiting and isinstance(block, str):
            waiting = waiting[waiting.index(label) + 1 :]
            current = sections[label] = [block.split(":", 1)[1].strip()]
        else:
            current.append(block)
    return sections


def _find_label(paragraph: str) -> Label | None:
    return _LABELS.get(paragraph.split(":", 1)[0].strip() + ":") if ":" in paragraph else None


def _rows(blocks: list[_Block], width: int) -> Iterator[tuple[str, ...]]:
    for block in blocks:
        if not isinstance(block, str):
            for row in block[1:]:
                yield tuple((row + [""] * width)[:width])


def _read_cases(blocks: list[_Block], ma: str) -> tuple[Part, ...]:
    cases: list[Part] = []
    name = ""
    for block in blocks:
        if isinstance(block, str):
            name = block.strip() or name
            continue
        papers: list[Json] = [
            make_paper(title, [("", file) for file in files.split("\n")], quantity, ma=ma)
            for title, files, quantity in _rows([block], 3)
        ]
        cases.append({"name": "" if name == _ONLY_CASE else name, "profileComponents": papers})
        name = ""
    return tuple(cases)


def _read_created(package: Package) -> int | None:
    """Return when the export was made, in epoch milliseconds; the properties are optional."""
    if "docProps/core.xml" not in package:
        return None
    created = package.parse("docProps/core.xml").findtext(_CREATED) or ""
    try:
        moment = to_vietnam(datetime.fromisoformat(created.strip().replace("Z", "+00:00")))
    except ValueError:
        return None
    return int(moment.timestamp()) * 1000
