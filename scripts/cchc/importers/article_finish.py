"""What editors mean by what they type: titles, bold lines as headings, typed bullets, captions, summary and author."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from cchc.importers.article import Block, Loai, join_blocks
from cchc.text import fold, shorten

_MAX_HEADING, _MAX_CAPTION, _MAX_TITLE, _MAX_SUMMARY = 120, 300, 200, 300
_CAPTION = re.compile(r"(?:hình|ảnh|h\.|photo)\s*(?:minh họa\s*)?(\d{1,3})?\s*(?:[.:)–-]|$)", re.IGNORECASE)
_AUTHOR = re.compile(
    r"(?:tin|bài|ảnh|bài viết|tác giả|người viết|thực hiện)"
    r"(?:\s*(?:,|và|&|-|–)\s*(?:bài|ảnh|tin|viết))*\s*:\s*(.{2,80})",
    re.IGNORECASE,
)
_BULLET = re.compile(r"(\\?[-+*•●○▪■◦·❖✓–—])\s+(?=\S)")
_NUMBER = re.compile(r"(\d{1,2})\\\.\s+(?=\S)")
_LETTERHEAD = ("cong hoa xa hoi chu nghia viet nam", "doc lap - tu do - hanh phuc", "doc lap – tu do – hanh phuc")
_LETTER_LINE = re.compile(r"số\s*[:./]|.{0,40}\bngày[\s\d.…]*tháng\b.{0,40}$", re.IGNORECASE)
_NOTE = re.compile(r"(?<!\\)\[\^(c?\d+)\]")
_SENTENCE_END = (".", ";", ",", "…")


@dataclass(frozen=True)
class Finished:
    """The parts of a draft that the text itself tells."""

    tieu_de: str
    tom_tat: str
    noi_dung: str
    tac_gia: str = ""
    captions: dict[int, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def finish(blocks: Sequence[Block]) -> Finished:
    """Return title, summary, author and body of an article; captions by the number of their picture."""
    notes: list[str] = []
    body = _drop_letterhead([block for block in blocks if not _is_ruler(block)], notes)
    body, captions = take_captions(body)
    body, title = _take_title(body, notes)
    body = _bold_lines_to_headings(body, notes)
    body, author = _take_author(body)
    body, summary = _take_summary(body)
    body = _level_headings(_join_bullets(body))
    return Finished(title, summary, _number_notes(join_blocks(body)), author, captions, tuple(notes))


def take_captions(blocks: list[Block]) -> tuple[list[Block], dict[int, str]]:
    """Take out the paragraphs that name a picture ("Hình 1. …", "Ảnh: …") right behind it, by its number."""
    kept: list[Block] = []
    captions: dict[int, str] = {}
    for block in blocks:
        before = kept[-1] if kept else None
        is_caption = block.loai is Loai.CAPTION or (
            block.loai is Loai.PARAGRAPH and len(block.text) <= _MAX_CAPTION and _CAPTION.match(block.text)
        )
        if before and before.loai is Loai.PICTURE and before.picture not in captions and is_caption:
            captions[before.picture] = block.text
        else:
            kept.append(replace(block, loai=Loai.PARAGRAPH) if block.loai is Loai.CAPTION else block)
    return kept, captions


def find_photo_words(blocks: Sequence[Block]) -> tuple[list[Block], dict[int, str]]:
    """Take out the paragraphs that tell of photos sent beside the text ("Ảnh 2: …"), by their number."""
    words: dict[int, str] = {}
    kept = []
    for block in blocks:
        found = _CAPTION.match(block.text) if block.loai is Loai.PARAGRAPH else None
        text = block.text[found.end() :].strip() if found else ""
        if found and found[1] and text and int(found[1]) not in words:
            words[int(found[1])] = text
        else:
            kept.append(block)
    return kept, words


def _drop_letterhead(blocks: list[Block], notes: list[str]) -> list[Block]:
    """Drop the head of an official letter: agency, national name and motto, number and date; long blocks stay."""
    found = [at for at, block in enumerate(blocks[:6]) if any(words in fold(block.text) for words in _LETTERHEAD)]
    if not found:
        return blocks
    end = found[-1] + 1
    while end < len(blocks) and _LETTER_LINE.match(blocks[end].text) and blocks[end].loai is not Loai.PICTURE:
        end += 1
    notes.append("đã bỏ phần đầu văn bản (tên cơ quan, Quốc hiệu, Tiêu ngữ, số, ngày)")
    kept = [block for at, block in enumerate(blocks[:end]) if at not in found and len(block.text) > _MAX_HEADING]
    return kept + blocks[end:]


def _is_ruler(block: Block) -> bool:
    """Tell whether a paragraph is but a line of dashes, stars or dots."""
    return block.loai is Loai.PARAGRAPH and not any(char.isalnum() for char in block.text)


def _take_title(blocks: list[Block], notes: list[str]) -> tuple[list[Block], str]:
    """Take the title: the paragraph of that style, else a heading that leads, else the first line."""
    at = next((at for at, block in enumerate(blocks) if block.loai is Loai.TITLE), None)
    if at is None:
        at = _find_leading_heading(blocks)
    if at is None:
        at = next((at for at, block in enumerate(blocks) if block.loai is Loai.PARAGRAPH), None)
    if at is None:
        notes.append("không thấy tiêu đề trong bài")
        return blocks, ""
    title = blocks[at].text
    if len(title) > _MAX_TITLE:
        notes.append("dòng đầu dài nên tiêu đề bị cắt ngắn; cả dòng vẫn ở trong bài")
        return blocks, shorten(title, 120)
    end = at + 1
    while end < len(blocks) and title.isupper() and blocks[end].is_bold and blocks[end].text.isupper():
        # A long title in capitals is often broken by hand into several lines.
        title, end = f"{title} {blocks[end].text}", end + 1
    return [_demoted(block) for block in blocks[:at] + blocks[end:]], title


def _find_leading_heading(blocks: Sequence[Block]) -> int | None:
    """Return the place of a heading that leads: the very first words, or of the first level within three blocks."""
    words = [at for at, block in enumerate(blocks) if block.loai is not Loai.PICTURE]
    if words and blocks[words[0]].loai is Loai.HEADING:
        return words[0]
    return next((at for at in words[:3] if blocks[at].loai is Loai.HEADING and blocks[at].level == 1), None)


def _demoted(block: Block) -> Block:
    """A second title is a heading."""
    return replace(block, loai=Loai.HEADING, level=1) if block.loai is Loai.TITLE else block


def _bold_lines_to_headings(blocks: list[Block], notes: list[str]) -> list[Block]:
    """Turn short paragraphs that are bold from end to end into headings, as many write them; sentences stay."""
    found = 0
    made = []
    for at, block in enumerate(blocks):
        if at and at + 1 < len(blocks) and _looks_like_heading(block):
            found += 1
            block = replace(block, loai=Loai.HEADING, markdown=block.markdown.strip("*"), level=7)
        made.append(block)
    if found:
        notes.append(f"{found} dòng ngắn in đậm đã thành đề mục (##); nếu không phải đề mục, hãy bỏ dấu #")
    return made


def _looks_like_heading(block: Block) -> bool:
    return (
        block.loai is Loai.PARAGRAPH
        and block.is_bold
        and len(block.text) <= _MAX_HEADING
        and not block.text.endswith(_SENTENCE_END)
        and any(char.isalpha() for char in block.text)
    )


def _take_author(blocks: list[Block]) -> tuple[list[Block], str]:
    """Take the author from one of the last two lines: "Tin, ảnh: …"."""
    for at in range(len(blocks) - 1, max(len(blocks) - 3, 0), -1):
        found = _AUTHOR.fullmatch(blocks[at].text) if blocks[at].loai is Loai.PARAGRAPH else None
        if found:
            return blocks[:at] + blocks[at + 1 :], found[1].strip(" .")
    return blocks, ""


def _take_summary(blocks: list[Block]) -> tuple[list[Block], str]:
    """Return the summary; a lead that is wholly bold or italic moves there, any other first paragraph is shortened."""
    at = next((at for at, block in enumerate(blocks) if block.loai is Loai.PARAGRAPH), None)
    if at is None:
        first = next((block.text for block in blocks if block.text), "")
        return blocks, shorten(first, _MAX_SUMMARY)
    lead = blocks[at]
    is_sentence = lead.text.endswith(_SENTENCE_END) or len(lead.text) > _MAX_HEADING
    is_lead = (lead.is_bold or lead.is_italic) and is_sentence and len(lead.text) <= _MAX_SUMMARY
    if is_lead and at == 0 and len(blocks) > 1 and "[^" not in lead.markdown:
        return blocks[1:], lead.text
    return blocks, shorten(lead.text, _MAX_SUMMARY)


def _join_bullets(blocks: list[Block]) -> list[Block]:
    """Turn typed bullets ("- ", "+ ") and numbers ("1. ", "2. ") of consecutive paragraphs into lists."""
    return _gather(_gather(blocks, _bullet_sign, _bullet_lines, least=1), _number_sign, _number_lines, least=2)


def _gather(
    blocks: list[Block],
    sign_of: Callable[[Block, int], str],
    lines_of: Callable[[list[tuple[str, str]]], list[str]],
    *,
    least: int,
) -> list[Block]:
    made: list[Block] = []
    run: list[tuple[str, Block]] = []

    def flush() -> None:
        if len(run) >= least:
            lines = lines_of([(sign, block.markdown) for sign, block in run])
            made.append(Block(Loai.LIST, " ".join(block.text for _, block in run), "\n".join(lines)))
        else:
            made.extend(block for _, block in run)
        run.clear()

    for block in blocks:
        sign = sign_of(block, len(run))
        if not sign and run:
            flush()
            sign = sign_of(block, 0)
        if sign:
            run.append((sign, block))
        else:
            made.append(block)
    flush()
    return made


def _bullet_sign(block: Block, done: int) -> str:
    found = _BULLET.match(block.markdown) if block.loai is Loai.PARAGRAPH else None
    return found[1].lstrip("\\") if found else ""


def _bullet_lines(items: list[tuple[str, str]]) -> list[str]:
    nesting: list[str] = []
    lines = []
    for sign, markdown in items:
        nesting = [*nesting[: nesting.index(sign)], sign] if sign in nesting else [*nesting, sign]
        lines.append(f"{'    ' * (len(nesting) - 1)}- {_BULLET.sub('', markdown, count=1)}")
    return lines


def _number_sign(block: Block, done: int) -> str:
    found = _NUMBER.match(block.markdown) if block.loai is Loai.PARAGRAPH else None
    return found[1] if found and int(found[1]) == done + 1 else ""


def _number_lines(items: list[tuple[str, str]]) -> list[str]:
    return [f"{sign}. {_NUMBER.sub('', markdown, count=1)}" for sign, markdown in items]


def _number_notes(markdown: str) -> str:
    """Number footnotes in the order in which the text refers to them; programs count from anywhere."""
    order: dict[str, int] = {}
    return _NOTE.sub(lambda found: f"[^{order.setdefault(found[1], len(order) + 1)}]", markdown)


def _level_headings(blocks: list[Block]) -> list[Block]:
    """Begin headings at "##", since "#" is the title, and leave out no level on the way down."""
    used = sorted({block.level for block in blocks if block.loai is Loai.HEADING})
    made = []
    depth = 1
    for block in blocks:
        if block.loai is Loai.HEADING:
            depth = min(used.index(block.level) + 2, depth + 1, 6)
            block = replace(block, markdown=f"{'#' * depth} {block.markdown}", level=depth)
        made.append(block)
    return made
