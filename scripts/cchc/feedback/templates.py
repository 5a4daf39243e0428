"""Answer templates: data of the department, filled in by the desk, with citations that are checked before use."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, Field, TypeAdapter

from cchc.model.feedback import LoaiGopY
from cchc.model.values import Slug, parse_ma
from cchc.text import so_ky_hieu_key

_DEFAULT = Path(__file__).with_name("mau_tra_loi.yml")
_BLANK = re.compile(r"\{([a-z_]+)\}")

BLANKS = frozenset({"ma", "ngay_nhan", "tieu_de", "thu_tuc", "don_vi", "noi_nhan"})
"""Names that may stand in braces in a template; the desk's screen fills them in from the item."""


class MauTraLoi(BaseModel, frozen=True, extra="forbid"):
    """One template: for which kinds it is meant, the answer with blanks in braces, the texts it cites."""

    ma: Slug
    ten: str
    loai: tuple[LoaiGopY, ...] = Field(min_length=1)
    noi_dung: str
    can_cu: tuple[str, ...] = ()


@dataclass(frozen=True)
class Citations:
    """What may be cited: codes of procedures in force, and keys of numbers of legal texts in force."""

    thu_tuc: Collection[str]
    van_ban: Collection[str]


_ALL = TypeAdapter(tuple[MauTraLoi, ...])


def read_templates(path: Path | None = None) -> tuple[MauTraLoi, ...]:
    """Read ``tthc/danh-muc/mau-tra-loi.yml`` if it exists, else the package's; raise ValueError if malformed."""
    chosen = path if path is not None and path.is_file() else _DEFAULT
    try:
        templates = _ALL.validate_python(yaml.safe_load(chosen.read_text(encoding="utf-8")))
    except (yaml.YAMLError, ValueError) as error:
        raise ValueError(f"{chosen}: {error}") from error
    for template in templates:
        if unknown := set(_BLANK.findall(template.noi_dung)) - BLANKS:
            raise ValueError(f"{chosen}: {template.ma}: unknown blanks {', '.join(sorted(unknown))}")
    return templates


def fill(template: MauTraLoi, values: Mapping[str, str]) -> str:
    """Return the answer with its blanks filled in; one without a value stays, so that the officer sees it."""
    return _BLANK.sub(lambda blank: values.get(blank[1]) or blank[0], template.noi_dung)


def find_blanks(text: str) -> tuple[str, ...]:
    """Return the blanks that nobody has filled in."""
    return tuple(name for name in _BLANK.findall(text) if name in BLANKS)


def find_unknown(can_cu: Collection[str], known: Citations) -> Iterator[str]:
    """Yield the citations that name no procedure and no legal text in force."""
    codes = set(known.thu_tuc)
    texts = {so_ky_hieu_key(number) for number in known.van_ban}
    for cited in can_cu:
        if _base(cited) not in codes and so_ky_hieu_key(cited) not in texts:
            yield cited


def _base(text: str) -> str:
    try:
        return parse_ma(text)
    except ValueError:
        return ""
