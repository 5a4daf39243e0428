"""The addresses of all records and lists: ASCII, stable, carrying the code; all begin and end with "/"."""

from datetime import datetime

from cchc.model.post import Tin
from cchc.text import slug, to_vietnam

TRANG_CHU = "/"
TIN_TUC = "/tin-tuc/"
LUU_TRU = "/tin-tuc/luu-tru/"
HET_HAN = "/tin-tuc/luu-tru/thong-bao-het-han/"
LOAT_BAI = "/tin-tuc/loat-bai/"
THE = "/tin-tuc/the/"
TAC_GIA = "/tin-tuc/tac-gia/"
SU_KIEN = "/tin-tuc/su-kien/"
THU_TUC = "/thu-tuc-hanh-chinh/"
A_Z = "/thu-tuc-hanh-chinh/a-z/"
NOI_BO = "/thu-tuc-hanh-chinh/noi-bo/"
QUYET_DINH = "/thu-tuc-hanh-chinh/quyet-dinh-cong-bo/"
BIEU_MAU = "/thu-tuc-hanh-chinh/bieu-mau/"
TRA_CUU = "/tra-cuu/"
TRA_CUU_CU = "/thu-tuc-hanh-chinh/tra-cuu/"
DON_VI = "/don-vi/"
CHON_THU_TUC = "/chon-thu-tuc/"
RSS = "/rss/"
LICH = "/lich/"
SO_DO = "/so-do-trang/"
DAY_DU = "/thu-tuc-hanh-chinh/muc-do-day-du/"
CAN_CU = "/thu-tuc-hanh-chinh/can-cu-phap-ly/"
DU_LIEU = "/du-lieu/"
BAO_CAO = "/bao-cao/"
TUYEN_TRUYEN = "/bao-cao/tuyen-truyen/"
THAM_GIA = "/don-vi/tham-gia/"
KHAO_SAT = "/khao-sat/"
DANH_GIA = "/khao-sat/danh-gia-trang/"
VAN_BAN = "/van-ban/"
HOI_DAP = "/hoi-dap/"


def linh_vuc_url(ma: str) -> str:
    """Return the address of a field's list of procedures."""
    return f"{THU_TUC}linh-vuc/{ma}/"


def thu_tuc_url(ma: str) -> str:
    """Return the address of a procedure, which carries its base code."""
    return f"{THU_TUC}{ma}/"


def phien_ban_url(ma: str, so: str) -> str:
    """Return the address of one version of a procedure."""
    return f"{thu_tuc_url(ma)}phien-ban/{slug(so)}/"


def cay_url(ma: str) -> str:
    """Return the address of a decision tree."""
    return f"{CHON_THU_TUC}{ma}/"


def buoc_url(cay: str, ma: str) -> str:
    """Return the address of one step of a decision tree."""
    return f"{cay_url(cay)}{ma}/"


def quyet_dinh_url(slug_: str) -> str:
    """Return the address of a decision."""
    return f"{QUYET_DINH}{slug_}/"


def bieu_mau_url(id_: str) -> str:
    """Return the address of a form's page."""
    return f"{BIEU_MAU}{id_}/"


def don_vi_url(ma: str) -> str:
    """Return the address of a unit."""
    return f"{DON_VI}{ma}/"


def tin_don_vi_url(ma: str) -> str:
    """Return the address of a unit's list of news."""
    return f"{TIN_TUC}tin-don-vi/{ma}/"


def chuyen_muc_url(ma: str) -> str:
    """Return the address of a rubric."""
    return f"{TIN_TUC}{ma}/"


def noi_dung_cchc_url(ma: str) -> str:
    """Return the address of one of the contents of administrative reform."""
    return f"{TIN_TUC}chuyen-de/{ma}/"


def loat_bai_url(ma: str) -> str:
    """Return the address of a series of articles."""
    return f"{LOAT_BAI}{ma}/"


def the_url(slug_: str) -> str:
    """Return the address of a tag."""
    return f"{THE}{slug_}/"


def tac_gia_url(slug_: str) -> str:
    """Return the address of an author's articles."""
    return f"{TAC_GIA}{slug_}/"


def luu_tru_url(year: int, month: int) -> str:
    """Return the address of a month's archive."""
    return f"{LUU_TRU}{year:04d}/{month:02d}/"


def luu_tru_of(moment: datetime) -> str:
    """Return the address of the archive that holds what was published at a moment."""
    local = to_vietnam(moment)
    return luu_tru_url(local.year, local.month)


def tin_url(tin: Tin, path: str) -> str:
    """Return the address of a news item: its year and its file's name, which stays when the title changes."""
    return f"{TIN_TUC}{tin.ngay_dang.year:04d}/{slug(stem(path))}/"


def trang_url(list_url: str, number: int) -> str:
    """Return the address of page ``number`` (from 1) of a list."""
    return list_url if number == 1 else f"{list_url}trang/{number}/"


def feed_url(ten: str) -> str:
    """Return the address of a feed."""
    return f"{RSS}{ten}.xml"


def thu_tuc_json_url(ma: str) -> str:
    """Return the address of a procedure's open data."""
    return f"{DU_LIEU}thu-tuc/{ma}.json"


def thu_tuc_jsonld_url(ma: str) -> str:
    """Return the address of a procedure's linked data (schema.org)."""
    return f"{DU_LIEU}thu-tuc/{ma}.jsonld"


def hoi_dap_jsonld_url(ten: str) -> str:
    """Return the address of a question's linked data (schema.org), or of that of the frequent ones."""
    return f"{DU_LIEU}hoi-dap/{ten}.jsonld"


def day_du_url(linh_vuc: str) -> str:
    """Return the address of the completeness of one field."""
    return f"{DAY_DU}{linh_vuc}/"


def can_cu_url(slug_: str) -> str:
    """Return the address of a legal text with the procedures that rest on it."""
    return f"{CAN_CU}{slug_}/"


def loai_can_cu_url(loai: str) -> str:
    """Return the address of the list of legal texts of one kind."""
    return f"{CAN_CU}loai/{loai}/"


def van_ban_url(path: str) -> str:
    """Return the address of a published document: its file's name, which stays when number and summary change."""
    return f"{VAN_BAN}{slug(stem(path))}/"


def van_ban_nhom_url(nhom: str) -> str:
    """Return the address of a group of documents."""
    return f"{VAN_BAN}nhom/{nhom}/"


def van_ban_loai_url(loai: str) -> str:
    """Return the address of the documents of one kind."""
    return f"{VAN_BAN}loai/{loai}/"


def van_ban_nam_url(nam: int) -> str:
    """Return the address of the documents of one year."""
    return f"{VAN_BAN}nam/{nam:04d}/"


def van_ban_co_quan_url(co_quan: str) -> str:
    """Return the address of the documents of one issuer."""
    return f"{VAN_BAN}co-quan/{slug(co_quan)}/"


def van_ban_linh_vuc_url(ma: str) -> str:
    """Return the address of the documents of one field."""
    return f"{VAN_BAN}linh-vuc/{ma}/"


def van_ban_noi_dung_url(ma: str) -> str:
    """Return the address of the documents on one of the contents of administrative reform."""
    return f"{VAN_BAN}noi-dung/{ma}/"


def van_ban_tinh_trang_url(tinh_trang: str) -> str:
    """Return the address of the documents of one status."""
    return f"{VAN_BAN}tinh-trang/{tinh_trang}/"


def gioi_thieu_url(path: str) -> str:
    """Return the address of the list over which a file ``docs/<list>/index.md`` is shown."""
    return f"/{path.removeprefix('docs/').removesuffix('index.md')}"


def hoi_dap_url(id_: str) -> str:
    """Return the address of an answered question."""
    return f"{HOI_DAP}{id_}/"


def hoi_dap_linh_vuc_url(ma: str) -> str:
    """Return the address of the questions of one field."""
    return f"{HOI_DAP}linh-vuc/{ma}/"


def khao_sat_url(ma: str) -> str:
    """Return the address of a survey with its figures; the form itself is the service's."""
    return f"{KHAO_SAT}{ma}/"


def tuyen_truyen_url(nam: int, ky: str) -> str:
    """Return the address of the communication report of a period."""
    return f"{TUYEN_TRUYEN}{nam}/{ky}/"


def lich_url(ten: str) -> str:
    """Return the address of a calendar."""
    return f"{LICH}{ten}.ics"


def stem(path: str) -> str:
    """Return the name of a content file without its folders and its extension."""
    name = path.rpartition("/")[2]
    return name.rpartition(".")[0] or name
