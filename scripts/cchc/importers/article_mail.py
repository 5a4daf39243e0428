"""An article sent by e-mail (.eml): its subject, its text without what is personal to the sender, what is attached."""

import email
import email.policy
import re
from dataclasses import dataclass
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import getaddresses

from lxml import etree
from lxml import html as lxml_html

from cchc.importers.article import Block, Loai, RefusedArticleError
from cchc.importers.article_html import read_html
from cchc.importers.article_plain import read_text
from cchc.text import fold, nfc

_HEADERS = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)+", re.ASCII)
_KNOWN_HEADERS = re.compile(rb"^(?:from|mime-version|received|return-path|subject):", re.IGNORECASE | re.MULTILINE)
_PREFIX = re.compile(
    r"^(?:(?:re|fwd?|tr|v/v|chuy[eể]n ti[eế]p|tr[aả] l[oờ]i|(?:g[uử]i|n[oộ]p) (?:tin|b[aà]i)[^:]{0,20})\s*:\s*)+",
    re.IGNORECASE,
)
"""What stands before the title in a subject: marks of mail programs, and that an article is sent."""

_QUOTED = re.compile(
    r">|-{2,}\s*(?:original message|thư gốc|forwarded message|tin nhắn gốc|thư đã chuyển tiếp)|on .{5,120} wrote:$"
    r"|(?:vào|ngày).{5,120}(?:đã viết|viết)\s*:$|(?:from|từ)\s*:\s.*@",
    re.IGNORECASE,
)
_GOODBYE = re.compile(
    r"(?:xin )?(?:trân trọng|kính thư|thân mến|thân ái|best regards|kind regards|regards|thanks)"
    r"(?: (?:cảm ơn|cám ơn|kính chào|kính thư))?(?: (?:ban biên tập|quý (?:cơ quan|sở)|./.))?[\s,.!/]*$",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"(?:kính (?:gửi|chào)|gửi|chào|dear)\b.{0,120}[,:!.]?$"
    r"|.{0,80}(?:xin )?gửi (?:tới )?(?:ban biên tập|sở y tế|quý sở|phòng).{0,120}$",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"^(?:đt|sđt|số điện thoại|điện thoại|di động|tel|mobile|phone|hotline|zalo|email|e-mail|thư điện tử|địa chỉ)"
    r"\s*[:.]",
    re.IGNORECASE,
)
_PERSONAL_TREES = (
    "//*[contains(@class, 'gmail_signature') or contains(@class, 'gmail_quote') or contains(@class, 'moz-signature')"
    " or contains(@class, 'moz-cite-prefix') or @id='Signature' or @id='signature' or @id='divRplyFwdMsg'"
    " or @id='appendonsend' or @type='cite']"
)
_LAST_LINES = 12


@dataclass(frozen=True)
class Mail:
    """What an e-mail brought: ``files`` are its attachments by name, pictures inside its text among them."""

    subject: str
    sender: str
    blocks: tuple[Block, ...]
    files: tuple[tuple[str, bytes], ...]


def looks_like_mail(head: bytes) -> bool:
    """Tell whether a file begins with the headers of an e-mail."""
    found = _HEADERS.match(head.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n"))
    return found is not None and len(set(_KNOWN_HEADERS.findall(found[0].lower()))) >= 2


def read_mail(data: bytes) -> Mail:
    """Read an e-mail; raise RefusedArticleError if it is none."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        sender = next((address for _, address in getaddresses([str(message.get("From", ""))]) if "@" in address), "")
        subject = _PREFIX.sub("", nfc(" ".join(str(message.get("Subject", "")).split())))
        files = tuple(_attachments(message))
        blocks = _drop_personal(_body(message), sender)
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise RefusedArticleError("thư điện tử hỏng; hãy lưu lại thư (.eml) hoặc gửi bài dạng Word") from None
    return Mail(subject, sender.casefold(), tuple(blocks), files)


def _attachments(message: EmailMessage) -> list[tuple[str, bytes]]:
    """Return everything with a name or that is a picture; Outlook's own winmail.dat says nothing more."""
    found = []
    for part in message.walk():
        name = part.get_filename() or ""
        is_picture = part.get_content_maintype() == "image"
        if part.is_multipart() or not (name or is_picture) or name.casefold() == "winmail.dat":
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            found.append((nfc(name) or f"anh.{part.get_content_subtype()}", content))
    return found


def _body(message: EmailMessage) -> list[Block]:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return []
    content = part.get_content()
    text = content if isinstance(content, str) else ""
    if part.get_content_subtype() == "html":
        return read_html(_drop_personal_html(text))[0]
    return read_text(text)


def _drop_personal_html(text: str) -> str:
    try:
        tree = lxml_html.document_fromstring(text)
    except (etree.ParserError, ValueError):
        return text
    found = tree.xpath(_PERSONAL_TREES)
    for node in found if isinstance(found, list) else []:
        if isinstance(node, etree._Element) and node.getparent() is not None:
            node.drop_tree()  # type: ignore[attr-defined] # every element of lxml.html has it
    return str(lxml_html.tostring(tree, encoding="unicode"))


def _drop_personal(blocks: list[Block], sender: str) -> list[Block]:
    """Cut the signature, what is quoted, greetings, and every line that tells how to reach the sender."""
    kept: list[Block] = []
    for at, block in enumerate(blocks):
        text = block.text.strip()
        near_end = len(blocks) - at <= _LAST_LINES
        if text in {"--", "—"} or _QUOTED.match(text) or (near_end and _GOODBYE.fullmatch(text)):
            break
        if _CONTACT.match(text) or (sender and sender.casefold() in text.casefold()):
            continue
        if (
            len(kept) < 2
            and block.loai is Loai.PARAGRAPH
            and not any(map(_is_news, kept))
            and _GREETING.fullmatch(text)
        ):
            continue
        kept.append(block)
    return kept


def _is_news(block: Block) -> bool:
    return "gui" not in fold(block.text).split()[:3]
