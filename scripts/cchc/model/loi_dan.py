"""The introduction that editors write over a list of records (``docs/van-ban/index.md``, ``docs/hoi-dap/index.md``)."""

from pydantic import BaseModel, Field

from cchc.model.values import DongChu


class LoiDan(BaseModel, frozen=True, extra="forbid"):
    """Title and description of the list, and the text over its records."""

    title: DongChu = Field(title="Tiêu đề")
    description: str = Field("", title="Mô tả")
    noi_dung: str = Field("", title="Lời dẫn")
