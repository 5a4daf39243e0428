"""States of an item and the only declaration of which may follow which."""

from collections.abc import Mapping
from types import MappingProxyType

from cchc.model.labelled import Labelled


class TrangThaiGopY(Labelled):
    """States of an item, as the national system of phản ánh, kiến nghị names them (FB-11)."""

    MOI = "moi", "Mới nhận"
    DA_TIEP_NHAN = "da-tiep-nhan", "Đã tiếp nhận"
    YEU_CAU_BO_SUNG = "yeu-cau-bo-sung", "Yêu cầu bổ sung thông tin"
    TU_CHOI = "tu-choi", "Từ chối tiếp nhận"
    DA_CHUYEN = "da-chuyen", "Đã chuyển cơ quan có thẩm quyền"
    DANG_XU_LY = "dang-xu-ly", "Đang xử lý"
    DA_TRA_LOI = "da-tra-loi", "Đã trả lời"
    DA_CONG_KHAI = "da-cong-khai", "Đã công khai"
    RUT_LAI = "rut-lai", "Người gửi đã rút lại"


_S = TrangThaiGopY
TRANSITIONS: Mapping[TrangThaiGopY, frozenset[TrangThaiGopY]] = MappingProxyType(
    {
        _S.MOI: frozenset({_S.DA_TIEP_NHAN, _S.TU_CHOI, _S.DA_CHUYEN, _S.RUT_LAI}),
        _S.DA_TIEP_NHAN: frozenset({_S.DANG_XU_LY, _S.YEU_CAU_BO_SUNG, _S.TU_CHOI, _S.DA_CHUYEN, _S.RUT_LAI}),
        _S.YEU_CAU_BO_SUNG: frozenset({_S.DA_TIEP_NHAN, _S.TU_CHOI, _S.RUT_LAI}),
        _S.DANG_XU_LY: frozenset({_S.DA_TRA_LOI, _S.YEU_CAU_BO_SUNG, _S.TU_CHOI, _S.DA_CHUYEN, _S.RUT_LAI}),
        _S.DA_CHUYEN: frozenset({_S.DA_TRA_LOI}),
        # An answer may be taken up again, and a published one may be taken down.
        _S.DA_TRA_LOI: frozenset({_S.DA_CONG_KHAI, _S.DANG_XU_LY}),
        _S.DA_CONG_KHAI: frozenset({_S.DA_TRA_LOI}),
        _S.TU_CHOI: frozenset(),
        _S.RUT_LAI: frozenset(),
    }
)
"""The only declaration of which state may follow which."""
