"""The detail print of the old portal as text (2024): label lines ending in a colon, pipe tables, lists of papers."""

import re
from collections.abc import Iterator, Sequence

from cchc.importers.dvcqg_json import import_detail
from cchc.importers.formats import VAN_BAN
from cchc.importers.imported import Imported, Refused
from cchc.importers.json_files import Json
from cchc.importers.plain_text import clean_line, clean_lines
from cchc.importers.printed import Label, Part, Printed, make_detail
from cchc.importers.printed_tables import make_basis, make_method, make_paper, split_fees, take_links

# A label can stand alone inside a text too; the tables begin with their head.
_HEADS = {Label.CACH_THUC: "|Hình thức nộp|", Label.CAN_CU: "|Số ký hiệu|"}
_PAPER = re.compile(r"- ((?:\d+ Bản chính)?(?:, )?(?:\d+ Bản sao)?) (.*)")
_RULE = re.compile(r"\|[-|]+\|")
_ONLY_CASE = "Bao gồm"


def looks_like_text(head: str) -> bool:
    """Tell whether a text begins like the detail print."""
    first = [line.rstrip(":") for line in clean_lines(head)[:3]]
    return Label.MA in first or "Chi tiết thủ tục hành chính" in first


def import_framed_text(value: Json, origin: str) -> Imported | Refused | None:
    """Turn a text framed in JSON as ``{"ma", "van_ban"}`` into a record; None if the value has another shape."""
    if isinstance(value, dict) and value.keys() == {"ma", "van_ban"} and isinstance(value["van_ban"], str):
        return import_text(value["van_ban"], origin)
    return None


def import_text(text: str, origin: str) -> Imported | Refused:
    """Turn one printed text into a record."""
    lines = text.replace("\r\n", "\n").split("\n")
    sections = _split(lines)
    missing = next((label for label in Label if label not in sections), None)
    ma = clean_line(" ".join(sections.get(Label.MA, ())))
    if missing is not None:
        return Refused(origin, ma, f"văn bản bị cụt hoặc thiếu mục “{missing}”; hãy tải lại")
    printed = Printed(
        {label: "\n".join(part) for label, part in sections.items()},
        methods=tuple(
            make_method(channel, time, split_fees(fees), description)
            for channel, time, fees, description in _rows(sections[Label.CACH_THUC], 4)
        ),
        cases=_read_cases(sections[Label.HO_SO], ma),
        bases=tuple(make_basis(*cells) for cells in _rows(sections[Label.CAN_CU], 4)),
    )
    detail, notes = make_detail(printed, none_is_empty=True)
    return import_detail(detail, origin, dang=VAN_BAN, notes=notes)


def _split(lines: Sequence[str]) -> dict[Label, list[str]]:
    """Return the lines below each label; a label is looked for after the one before it, in the official order."""
    starts: list[tuple[Label, int]] = []
    after = 0
    for label in Label:
        places = [at for at in range(after, len(lines)) if lines[at].strip() == f"{label}:"]
        head = _HEADS.get(label, "")
        place = next((at for at in places if _next_line(lines, at).startswith(head)), None)
        if place is None and not places:
            continue
        place = places[0] if place is None else place
        starts.append((label, place))
        after = place + 1
    ends = [at for _, at in starts[1:]] + [len(lines)]
    return {label: list(lines[at + 1 : end]) for (label, at), end in zip(starts, ends, strict=True)}


def _next_line(lines: Sequence[str], at: int) -> str:
    return lines[at + 1].strip() if at + 1 < len(lines) else ""


def _rows(lines: Sequence[str], width: int) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a pipe table below its head and rule; a pipe inside the last cell belongs to it."""
    for line in [line for line in lines if line.startswith("|") and not _RULE.fullmatch(line.strip())][1:]:
        cells = line.strip().removeprefix("|").removesuffix("|").split("|", width - 1)
        yield (*cells, *[""] * (width - len(cells)))


def _read_cases(lines: Sequence[str], ma: str) -> tuple[Part, ...]:
    """Return the papers by case: a heading follows an empty line, a paper without copies begins with a space."""
    cases: list[tuple[str, list[tuple[str, str]]]] = []
    before = ""
    for line in lines:
        if not line.strip():
            pass
        elif found := _PAPER.fullmatch(line):
            _papers(cases).append((found[2], found[1]))
        elif not before.strip():
            cases.append(("" if line.strip() == _ONLY_CASE else line.strip(), []))
        elif line.startswith(" ") or not _papers(cases):
            _papers(cases).append((line.strip(), ""))
        else:
            name, quantity = _papers(cases).pop()
            _papers(cases).append((f"{name} {line}", quantity))
        before = line
    return tuple(
        {"name": name, "profileComponents": [_make_paper(text, quantity, ma) for text, quantity in papers]}
        for name, papers in cases
        if name or papers
    )


def _papers(cases: list[tuple[str, list[tuple[str, str]]]]) -> list[tuple[str, str]]:
    if not cases:
        cases.append(("", []))
    return cases[-1][1]


def _make_paper(text: str, quantity: str, ma: str) -> Part:
    name, files = take_links(text)
    return make_paper(name, files, quantity, ma=ma)
