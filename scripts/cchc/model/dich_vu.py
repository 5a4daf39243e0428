"""What the site tells the feedback service: a file of the build that the service reads, the only thing they share.

It holds nothing that the site does not publish.
"""

from datetime import date

from pydantic import BaseModel

from cchc.model.khao_sat import KhaoSat

SERVICE_DATA = "khung/dich-vu.json"
"""Where the build publishes it, below the site's folder."""

ANSWERS = "khung/hoi-dap.json"
"""Its answered questions alone, for the browser that compares what is being typed with them."""


class TenGoi(BaseModel, frozen=True, extra="forbid"):
    """An entry to choose: code and name."""

    ma: str
    ten: str


class DuThaoMo(BaseModel, frozen=True, extra="forbid"):
    """A draft document that takes comments to the end of a day."""

    ma: str
    ten: str
    url: str
    han: date


class CauDaTraLoi(BaseModel, frozen=True, extra="forbid"):
    """A published question with its page and the procedures that it is about."""

    cau_hoi: str
    url: str
    tthc: tuple[str, ...] = ()


class VanBanDan(BaseModel, frozen=True, extra="forbid"):
    """A legal text that answers may cite; ``da_het`` tells that it is out of force."""

    so_ky_hieu: str
    da_het: bool = False


class DuLieuDichVu(BaseModel, frozen=True, extra="forbid"):
    """All of it, as of the last build."""

    don_vi: tuple[TenGoi, ...] = ()
    linh_vuc: tuple[TenGoi, ...] = ()
    thu_tuc: tuple[TenGoi, ...] = ()
    du_thao: tuple[DuThaoMo, ...] = ()
    khao_sat: tuple[KhaoSat, ...] = ()
    hoi_dap: tuple[CauDaTraLoi, ...] = ()
    van_ban: tuple[VanBanDan, ...] = ()
