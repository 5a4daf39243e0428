"""The detail print of the portal as PDF (July 2026): a table of labels, capital headings, tables by section."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from cchc.importers.dvcqg_json import import_detail
from cchc.importers.encoding import check_encoding
from cchc.importers.formats import PDF
from cchc.importers.imported import Imported, Refused
from cchc.importers.json_files import Json
from cchc.importers.pdf_flow import Block, Heading, Paragraphs, Row, read_flow
from cchc.importers.pdf_pages import read_pages
from cchc.importers.plain_text import clean_line, clean_lines
from cchc.importers.printed import Label, Part, Printed, make_detail
from cchc.importers.printed_tables import make_basis, make_method, make_paper
from cchc.importers.repeated_text import split_repeated
from cchc.text import fold, to_vietnam

_HEADING_SIZE = 14.0
_TITLE = "CHI TIẾT THỦ TỤC HÀNH CHÍNH"
_SECTIONS = {
    "TRÌNH TỰ THỰC HIỆN": Label.TRINH_TU,
    "THÀNH PHẦN HỒ SƠ": Label.HO_SO,
    "CÁCH THỨC THỰC HIỆN": Label.CACH_THUC,
    "CĂN CỨ PHÁP LÝ": Label.CAN_CU,
    "CƠ QUAN THỰC HIỆN": Label.THUC_HIEN,
    "YÊU CẦU, ĐIỀU KIỆN THỰC HIỆN": Label.YEU_CAU,
    "KẾT QUẢ XỬ LÝ": Label.KET_QUA,
    "TỪ KHÓA": Label.TU_KHOA,
    "MÔ TẢ": Label.MO_TA,
}
_LABELS = {str(label): label for label in Label}
_CASE = re.compile(r"Trường hợp \d+:\s*")
_RESULT = re.compile(r"Mã\s*:\s*(.*)")
_AMOUNT = re.compile(r"(\d[\d.]*)(?:,(\d+))?\s*(VNĐ|[A-Z]{3})")
_NOTHING = {"", "khong co thong tin"}
_CREATED = re.compile(r"D:(\d{14})(Z|[+-]\d{2}'?\d{2}'?)?")

_WITHOUT_DESCRIPTIONS = replace(PDF, lacks=PDF.lacks | {"cach_thuc.mo_ta"})

_Sections = dict[Label | None, list[Block]]


def import_pdf(data: bytes, origin: str) -> Imported | Refused | None:
    """Turn one PDF export into a record; None if the document is something else."""
    pages, created = read_pages(data)
    sections = _split(list(read_flow(pages, heading_size=_HEADING_SIZE)))
    if sections is None:
        return None
    values = _read_values(sections)
    ma = clean_line(values.get(Label.MA, ""))
    missing = next((label for label in _SECTIONS.values() if label not in sections), None)
    if missing is not None or not ma:
        return Refused(origin, ma, f"tệp PDF bị cụt hoặc thiếu mục “{missing or Label.MA}”; hãy tải lại")
    rows = _rows(sections[Label.CACH_THUC], 4)
    texts = _read_descriptions(rows)
    printed = Printed(
        values,
        methods=tuple(
            make_method(channel, time, _read_fees(fees), text)
            for (channel, time, fees, _), text in zip(rows, texts or [""] * len(rows), strict=True)
        ),
        cases=_read_cases(sections[Label.HO_SO], ma),
        bases=tuple(make_basis(number, title) for title, number in _rows(sections[Label.CAN_CU], 2)),
        # Neither names nor borders of steps are printed, only what they say.
        steps=({"name": "", "description": values[Label.TRINH_TU]},),
        results=_read_results(values.get(Label.KET_QUA, "")),
        extra={"exportedAt": _read_created(created)},
    )
    detail, notes = make_detail(printed, none_is_empty=False)
    if any(fold(clean_line(row[2])) == "mien phi" for row in rows):
        notes = (*notes, "bản PDF ghi “Miễn phí” cả khi mức thu chỉ có trong phần mô tả; hãy kiểm tra phí, lệ phí")
    if texts is None:
        notes = (*notes, "mô tả cách thức nộp in gộp, không tách chắc chắn được nên không lấy")
        return import_detail(detail, origin, dang=_WITHOUT_DESCRIPTIONS, notes=notes)
    return import_detail(detail, origin, dang=PDF, notes=notes)


def _split(blocks: Sequence[Block]) -> _Sections | None:
    """Return the blocks by section, the table of labels under None; None if the title is not the print's."""
    title = next((block.text for block in blocks if isinstance(block, Heading)), "")
    check_encoding(title)
    if clean_line(title) != _TITLE:
        return None
    sections: _Sections = {None: []}
    current = sections[None]
    for block in blocks:
        label = _SECTIONS.get(clean_line(block.text)) if isinstance(block, Heading) else None
        if label is None:
            current.append(block)
        else:
            current = sections.setdefault(label, [])
    return sections


def _read_values(sections: _Sections) -> dict[Label, str]:
    values = {
        label: "\n".join(block.text for block in blocks if isinstance(block, Paragraphs))
        for label, blocks in sections.items()
        if label is not None
    }
    for block in sections[None]:
        if isinstance(block, Row) and len(block.cells) == 2 and (label := _LABELS.get(clean_line(block.cells[0]))):
            values[label] = block.cells[1]
    return values


def _rows(blocks: Sequence[Block], width: int) -> list[tuple[str, ...]]:
    """Return the rows of a section's tables below their heads."""
    rows = [block.cells for block in blocks if isinstance(block, Row) and len(block.cells) == width]
    return [row for row in rows if row != rows[0]]


def _read_cases(blocks: Sequence[Block], ma: str) -> tuple[Part, ...]:
    cases: list[tuple[str, list[Json]]] = []
    for block in blocks:
        if not isinstance(block, Row):
            continue
        if len(block.cells) == 1:
            cases.append((_CASE.sub("", block.cells[0], count=1), []))
        elif clean_line(block.cells[0]) != "Tên giấy tờ" and len(block.cells) == 3:
            if not cases:
                cases.append(("", []))
            name, files, quantity = block.cells
            cases[-1][1].append(make_paper(name, _read_files(files), quantity, ma=ma))
    return tuple({"name": name, "profileComponents": papers} for name, papers in cases)


def _read_files(cell: str) -> Iterator[tuple[str, str]]:
    """Yield the forms of a cell; names are joined with commas and hold commas, so only a suffix ends one."""
    for name in re.split(r"(?<=\.[A-Za-z]{3})(?:,\s+|\n)|(?<=\.[A-Za-z]{4})(?:,\s+|\n)", cell):
        if fold(clean_line(name)) not in _NOTHING:
            yield "", name


def _read_descriptions(rows: Sequence[Sequence[str]]) -> Sequence[str] | None:
    """Return the description of each way of filing: each row shows those of all rows, joined. None if it is unclear."""
    if all(fold(clean_line(row[3])) in _NOTHING for row in rows):
        return [""] * len(rows)
    return split_repeated([row[3] for row in rows], _patterns(rows))


def _patterns(rows: Sequence[Sequence[str]]) -> list[list[object]]:
    """Return which rows may say the same: all, those alike in time and fees, the same turn of each channel."""
    turns: dict[str, int] = {}
    by_turn: list[object] = []
    for row in rows:
        turns[row[0]] = turns.get(row[0], 0) + 1
        by_turn.append(turns[row[0]])
    return [[0] * len(rows), [(row[1], row[2]) for row in rows], by_turn, [row[1] for row in rows]]


def _read_fees(cell: str) -> Iterator[Part]:
    """Yield the amounts; "Miễn phí" is printed for no fee and for one that only its text tells, so it says nothing."""
    text = clean_line(cell)
    for found in _AMOUNT.finditer(text):
        amount = float(f"{found[1].replace('.', '')}.{found[2] or 0}")
        yield {"value": amount, "currencyName": "" if found[3] == "VNĐ" else found[3]}


def _read_results(text: str) -> tuple[Part, ...]:
    results: list[Part] = []
    name: list[str] = []
    for line in clean_lines(text):
        if found := _RESULT.fullmatch(line):
            results.append({"name": " ".join(name), "code": found[1]})
            name = []
        elif fold(line) not in _NOTHING:
            name.append(line)
    if name:
        results.append({"name": " ".join(name)})
    return tuple(results)


def _read_created(text: str) -> int | None:
    """Return when the file was made, in epoch milliseconds; a time without zone is Vietnam's."""
    found = _CREATED.match(text)
    if found is None:
        return None
    zone = (found[2] or "").replace("'", "").replace("Z", "+0000")
    try:
        moment = datetime.strptime(found[1] + (zone or "+0700"), "%Y%m%d%H%M%S%z")
    except ValueError:
        return None
    return int(to_vietnam(moment).timestamp()) * 1000
