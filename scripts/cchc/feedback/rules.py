"""Texts, deadlines and consent wordings of the service: data that the department may change without a programmer."""

from enum import StrEnum
from pathlib import Path

import yaml
from pydantic import BaseModel, Field

from cchc.model.feedback import LoaiGopY
from cchc.model.values import Slug

DEFAULT_RULES = Path(__file__).with_name("quy_tac.yml")
"""The rules of a department that has written none of its own."""


class LienKet(BaseModel, frozen=True, extra="forbid"):
    """Pages of the site to which the service's pages lead, from the root of the site."""

    trang_chu: str
    hoi_dap: str
    gop_y: str
    lien_he: str
    quyen_rieng_tu: str
    so_tiep_nhan: str = "/phan-anh-gop-y/so-tiep-nhan/"


class VanBanDongY(BaseModel, frozen=True, extra="forbid"):
    """Wording of the consents; ``phien_ban`` is stored with each consent as its proof (PDP-02)."""

    phien_ban: str
    xu_ly: str
    cong_khai: str


class CachCongKhai(StrEnum):
    """On what ground the result of an item may be published."""

    DONG_Y = "dong-y"
    """Only with the sender's consent (PDP-04)."""
    TOM_TAT = "tom-tat"
    """A summary without personal data, which the law asks for (Decree 20/2008, article 19)."""
    KHONG = "khong"
    """Never."""


class QuyTacLoai(BaseModel, frozen=True, extra="forbid"):
    """What one kind promises: working days to an answer (none: no answer is sent), its source, next steps, privacy.

    ``luu_thang`` is how many months an item is kept, ``noi_nhan`` who receives it if the department only passes it on.
    """

    thoi_han: int | None = Field(ge=1)
    can_cu: str
    buoc_tiep_theo: tuple[str, ...]
    quyen_rieng_tu: tuple[str, str, str, str]
    cong_khai: CachCongKhai = CachCongKhai.KHONG
    luu_thang: int = Field(24, ge=1)
    noi_nhan: str = ""
    dong_y: VanBanDongY | None = None


class NoiDungQuyDinh(BaseModel, frozen=True, extra="forbid"):
    """One of the contents that a reflection or recommendation may have (Decree 20/2008, article 5)."""

    ma: Slug
    ten: str


class DongHo(BaseModel, frozen=True, extra="forbid"):
    """Working days for each step of the desk (FB-10), and the source."""

    can_cu: str
    tu_choi: int = Field(ge=1)
    bo_sung: int = Field(ge=1)
    chuyen: int = Field(ge=1)
    xu_ly: int = Field(ge=1)
    cong_khai: int = Field(ge=1)
    sap_den_han: int = Field(ge=1)
    """How many working days before a deadline the desk is reminded."""


class QuyTac(BaseModel, frozen=True, extra="forbid"):
    """All rules of the service."""

    co_quan: str
    khan_cap: str
    khieu_nai_to_cao: str
    khong_gui: str
    lien_ket: LienKet
    dong_y: VanBanDongY
    loai: dict[LoaiGopY, QuyTacLoai]
    noi_dung_quy_dinh: tuple[NoiDungQuyDinh, ...] = ()
    dong_ho: DongHo

    def consents_of(self, kind: LoaiGopY) -> VanBanDongY:
        """Return the wording of the consents that a form of this kind shows."""
        return self.loai[kind].dong_y or self.dong_y


def read_rules(path: Path | None = None) -> QuyTac:
    """Read the department's own rules if the file exists, else those of the package; raise ValueError if malformed."""
    chosen = path if path is not None and path.is_file() else DEFAULT_RULES
    try:
        return QuyTac.model_validate(yaml.safe_load(chosen.read_text(encoding="utf-8")))
    except (yaml.YAMLError, ValueError) as error:
        raise ValueError(f"{chosen}: {error}") from error
