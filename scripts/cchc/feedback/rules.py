"""Texts, deadlines and consent wordings of the service: data that the department may change without a programmer."""

from pathlib import Path

import yaml
from pydantic import BaseModel, Field

from cchc.model.feedback import LoaiGopY

_DEFAULT = Path(__file__).with_name("quy_tac.yml")


class LienKet(BaseModel, frozen=True, extra="forbid"):
    """Pages of the site to which the service's pages lead, from the root of the site."""

    trang_chu: str
    hoi_dap: str
    gop_y: str
    lien_he: str
    quyen_rieng_tu: str


class VanBanDongY(BaseModel, frozen=True, extra="forbid"):
    """Wording of the consents; ``phien_ban`` is stored with each consent as its proof (PDP-02)."""

    phien_ban: str
    xu_ly: str
    cong_khai: str


class QuyTacLoai(BaseModel, frozen=True, extra="forbid"):
    """What one kind promises: working days to an answer (none: no answer is sent), its source, next steps, privacy."""

    thoi_han: int | None = Field(ge=1)
    can_cu: str
    buoc_tiep_theo: tuple[str, ...]
    quyen_rieng_tu: tuple[str, str, str, str]


class QuyTac(BaseModel, frozen=True, extra="forbid"):
    """All rules of the service."""

    co_quan: str
    khan_cap: str
    khieu_nai_to_cao: str
    khong_gui: str
    lien_ket: LienKet
    dong_y: VanBanDongY
    loai: dict[LoaiGopY, QuyTacLoai]


def read_rules(path: Path | None = None) -> QuyTac:
    """Read the department's own rules if the file exists, else those of the package; raise ValueError if malformed."""
    chosen = path if path is not None and path.is_file() else _DEFAULT
    try:
        return QuyTac.model_validate(yaml.safe_load(chosen.read_text(encoding="utf-8")))
    except (yaml.YAMLError, ValueError) as error:
        raise ValueError(f"{chosen}: {error}") from error
