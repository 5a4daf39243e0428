"""The cells of the portal's printed tables: channels, time limits, fees, copies, legal bases, in the portal's shape."""

import re
from collections.abc import Iterable

from cchc.importers.json_files import Json
from cchc.importers.plain_text import clean_line
from cchc.importers.printed import Part
from cchc.text import fold, parse_date

_KENH = {
    "truc tiep": "DIRECT",
    "truc tuyen": "ONLINE",
    "dich vu buu chinh": "POSTAL",
    "buu chinh": "POSTAL",
    "qua buu dien": "POSTAL",
}
_DON_VI = {
    "gio": "HOUR",
    "ngay": "DAY",
    "ngay lam viec": "WORKING_DAY",
    "thang": "MONTH",
    "nam": "YEAR",
}
_TIME = re.compile(r"(\d{1,4}(?:[.,]\d{1,2})?)\s*(gio|ngay lam viec|ngay|thang|nam)")
_NO_TIME = {"khac", "khong co thong tin", "khong xac dinh"}

_FEE = re.compile(r"(?:^|\s|(?<=[).;]))(Phí|Lệ phí|Mức giá)\s*:(?!\s*\d[\d.]*\s*đồng/)\s*")
_AMOUNT = re.compile(
    r"(\d[\d.,]*)\s*(?:Đồng|VNĐ|VND|Việt Nam Đồng)(?![\w/])\s*|(Miễn phí)\b(?:\s*Đồng\b)?\s*|(Đồng)\b\s*"
)
_NOT_NUMBER = re.compile(r"[.,]")
_LINK = re.compile(r"\(?\[([^\]]*)\]\((?:[^()]*?ma='([0-9A-Za-z]*)'|[^()]*)\)\)?")
_QUANTITY = re.compile(r"(\d{1,4})\s*bản\s*(chính|sao)|bản\s*(chính|sao)\s*:\s*(\d{1,4})", re.IGNORECASE)


def make_method(channel: str, time: str, fees: Iterable[Part], description: str) -> Part:
    """Return one way of filing from the cells of its row."""
    folded = fold(clean_line(channel))
    return {
        "submissionMethod": _KENH.get(folded, clean_line(channel)),
        "description": description.strip(),
        "fees": list(fees),
        **_read_time(clean_line(time)),
    }


def split_fees(cell: str) -> tuple[Part, ...]:
    """Return the fees of a cell of the old portal: "Phí : 20.000 Đồng (…)", several after one another."""
    cell = clean_line(cell)
    if not cell or fold(cell) == "khong co thong tin":
        return ()
    pieces = _FEE.split(cell)
    fees = [("", pieces[0])] if pieces[0].strip() else []
    fees += [(kind, text) for kind, text in zip(pieces[1::2], pieces[2::2], strict=True)]
    return tuple(fee for kind, text in fees if (fee := _make_fee(kind, text)))


def make_paper(name: str, files: Iterable[tuple[str, str]], quantity: str, *, ma: str) -> Part:
    """Return one line of a dossier; ``files`` are (id, name), an id is made of code and name where there is none.

    Names of forms recur between procedures, so a name alone is no identity.
    """
    counts = dict.fromkeys(("chính", "sao"), 0)
    for found in _QUANTITY.finditer(quantity):
        counts[(found[2] or found[3]).lower()] += int(found[1] or found[4])
    attachments: list[Json] = [
        {"id": file_id or f"{ma}/{clean_line(file)}", "fileName": file} for file_id, file in files if clean_line(file)
    ]
    return {
        "name": name,
        "originalQty": counts["chính"],
        "copyQty": counts["sao"],
        "attachments": attachments,
    }


def make_basis(number: str, title: str, day: str = "", issuer: str = "") -> Part:
    """Return one legal basis; a day that cannot be read is left out."""
    return {"code": number, "name": title, "issued": _read_day(day), "issuer": issuer}


def take_links(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the text without its Markdown links, and the linked files as (id, name)."""
    files = tuple((found[2] or "", found[1]) for found in _LINK.finditer(text) if found[1].strip())
    return _LINK.sub(" ", text).strip(), files


def _read_time(time: str) -> Part:
    folded = fold(time)
    if found := _TIME.fullmatch(folded):
        number = float(found[1].replace(",", "."))
        return {"processingTime": number, "processingTimeUnit": _DON_VI[found[2]]}
    return {"processingTime": None if folded in _NO_TIME else time, "processingTimeUnit": "OTHER"}


def _make_fee(kind: str, text: str) -> Part | None:
    text, files = take_links(text)
    value: Json = None
    if found := _AMOUNT.match(text):
        text = text[found.end() :]
        value = int(_NOT_NUMBER.sub("", found[1])) if found[1] else (0 if found[2] else None)
    text = _without_brackets(text)
    if found and found[2] and text and "mien" not in fold(text):
        # A free fee with a text is free for the case that the text names.
        text = f"Miễn phí: {text}"
    if value is None and not text and not files:
        return None
    fee: Part = {"label": kind, "value": value, "description": text}
    if files:
        fee["attachment"] = {"fileId": files[0][0], "fileName": files[0][1]}
    return fee


def _without_brackets(text: str) -> str:
    text = text.strip()
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        return text[1:-1].strip()
    return text


def _read_day(text: str) -> Json:
    try:
        return parse_date(clean_line(text).replace("-", "/")).isoformat()
    except ValueError:
        return None
