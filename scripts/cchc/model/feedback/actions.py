"""What the desk may do with an item: who, in which states, what follows, and whom a message tells."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from cchc.model.feedback.states import TrangThaiGopY
from cchc.model.labelled import Labelled


class VaiTro(Labelled):
    """Roles of an account; each may do what the one before may, but nobody approves his own words."""

    XEM = "xem", "Người xem"
    TRA_LOI = "tra-loi", "Người trả lời"
    DUYET = "duyet", "Người duyệt"
    QUAN_TRI = "quan-tri", "Quản trị"


class NguoiNhan(StrEnum):
    """Who a message is for."""

    BAN_XU_LY = "ban-xu-ly"
    NGUOI_GUI = "nguoi-gui"


class HanhDong(Labelled):
    """Steps of an item; history and messages name them."""

    GUI = "da-nhan", "Gửi đến"
    TIEP_NHAN = "tiep-nhan", "Tiếp nhận"
    PHAN_CONG = "phan-cong", "Phân công"
    YEU_CAU_BO_SUNG = "yeu-cau-bo-sung", "Yêu cầu bổ sung"
    BO_SUNG = "bo-sung", "Ghi nhận bổ sung"
    CHUYEN = "chuyen", "Chuyển cơ quan có thẩm quyền"
    SOAN = "soan", "Soạn câu trả lời"
    TRINH = "trinh", "Trình duyệt câu trả lời"
    TRA_LAI = "tra-lai", "Trả lại người soạn"
    DUYET = "duyet", "Duyệt và gửi trả lời"
    TRINH_CONG_KHAI = "trinh-cong-khai", "Trình duyệt công khai"
    CONG_KHAI = "cong-khai", "Duyệt công khai"
    GO = "go", "Gỡ công khai"
    TU_CHOI = "tu-choi", "Từ chối tiếp nhận"
    RUT = "rut", "Ghi nhận người gửi rút lại"
    MO_LAI = "mo-lai", "Mở lại để xử lý tiếp"
    GHI_CHU = "ghi-chu", "Ghi chú nội bộ"
    SUA = "sua", "Sửa thông tin người gửi"
    RUT_DONG_Y = "rut-dong-y", "Người gửi rút đồng ý"


@dataclass(frozen=True)
class LuatHanhDong:
    """One action: its roles, the states from which it is allowed, the next one (None: unchanged), the message."""

    vai_tro: frozenset[VaiTro]
    tu: frozenset[TrangThaiGopY]
    den: TrangThaiGopY | None = None
    bao: NguoiNhan | None = None


_S, _H = TrangThaiGopY, HanhDong
_ANSWERERS = frozenset({VaiTro.TRA_LOI, VaiTro.DUYET, VaiTro.QUAN_TRI})
_APPROVERS = frozenset({VaiTro.DUYET, VaiTro.QUAN_TRI})
_OPEN = frozenset({_S.DA_TIEP_NHAN, _S.DANG_XU_LY})
_ANSWERABLE = frozenset({_S.DANG_XU_LY, _S.DA_CHUYEN})
_UNANSWERED = frozenset({_S.MOI, _S.DA_TIEP_NHAN, _S.YEU_CAU_BO_SUNG, _S.DANG_XU_LY})
_DESK, _SENDER = NguoiNhan.BAN_XU_LY, NguoiNhan.NGUOI_GUI

ACTIONS: Mapping[HanhDong, LuatHanhDong] = MappingProxyType(
    {
        _H.TIEP_NHAN: LuatHanhDong(_ANSWERERS, frozenset({_S.MOI}), _S.DA_TIEP_NHAN, _SENDER),
        # Giving an item to a unit or a person begins the work on it; handing it on later changes no state.
        _H.PHAN_CONG: LuatHanhDong(_ANSWERERS, _OPEN, _S.DANG_XU_LY, _DESK),
        _H.YEU_CAU_BO_SUNG: LuatHanhDong(_ANSWERERS, _OPEN, _S.YEU_CAU_BO_SUNG, _SENDER),
        _H.BO_SUNG: LuatHanhDong(_ANSWERERS, frozenset({_S.YEU_CAU_BO_SUNG}), _S.DA_TIEP_NHAN, _DESK),
        _H.CHUYEN: LuatHanhDong(_ANSWERERS, frozenset({_S.MOI, *_OPEN}), _S.DA_CHUYEN, _SENDER),
        _H.SOAN: LuatHanhDong(_ANSWERERS, _ANSWERABLE | {_S.DA_TIEP_NHAN}),
        _H.TRINH: LuatHanhDong(_ANSWERERS, _ANSWERABLE, None, _DESK),
        _H.TRA_LAI: LuatHanhDong(_APPROVERS, _ANSWERABLE | {_S.DA_TRA_LOI}, None, _DESK),
        _H.DUYET: LuatHanhDong(_APPROVERS, _ANSWERABLE, _S.DA_TRA_LOI, _SENDER),
        _H.TRINH_CONG_KHAI: LuatHanhDong(_ANSWERERS, frozenset({_S.DA_TRA_LOI}), None, _DESK),
        _H.CONG_KHAI: LuatHanhDong(_APPROVERS, frozenset({_S.DA_TRA_LOI}), _S.DA_CONG_KHAI, _SENDER),
        _H.GO: LuatHanhDong(_APPROVERS, frozenset({_S.DA_CONG_KHAI}), _S.DA_TRA_LOI, _DESK),
        _H.TU_CHOI: LuatHanhDong(_ANSWERERS, _UNANSWERED, _S.TU_CHOI, _SENDER),
        _H.RUT: LuatHanhDong(_ANSWERERS, _UNANSWERED, _S.RUT_LAI, _DESK),
        _H.MO_LAI: LuatHanhDong(_APPROVERS, frozenset({_S.DA_TRA_LOI}), _S.DANG_XU_LY, _DESK),
        _H.GHI_CHU: LuatHanhDong(_ANSWERERS, frozenset(_S)),
    }
)
"""Every action of the desk. Steps that senders and jobs make (GUI, SUA, RUT_DONG_Y) are not the desk's."""


def is_allowed(action: HanhDong, state: TrangThaiGopY, role: VaiTro) -> bool:
    """Tell whether a role may do this in this state; the two-person rule comes on top."""
    rule = ACTIONS[action]
    return role in rule.vai_tro and state in rule.tu
