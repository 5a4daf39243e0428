"""An answer to a survey: anonymous, without a reference, known to the day only (SUR-02)."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from cchc.model.feedback.values import clean_paragraphs, mistake

MAX_QUESTIONS = 100
MAX_CHOICES = 30
MAX_TEXT = 1000

_MA = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


def _survey(text: str) -> str:
    if not _MA.fullmatch(text) or len(text) > 80:
        raise mistake("Khảo sát này không có trên cổng")
    return text


def _answers(given: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    if len(given) > MAX_QUESTIONS or not all(_MA.fullmatch(name) and len(name) <= 80 for name in given):
        raise mistake("Phiếu trả lời không đúng dạng")
    cleaned = {name: tuple(text for raw in values if (text := clean_paragraphs(raw))) for name, values in given.items()}
    for values in cleaned.values():
        if len(values) > MAX_CHOICES:
            raise mistake("Phiếu trả lời không đúng dạng")
        longest = max(map(len, values), default=0)
        if longest > MAX_TEXT:
            raise mistake("Rút ngắn còn tối đa {limit} ký tự (hiện có {count} ký tự)", limit=MAX_TEXT, count=longest)
    if not any(cleaned.values()):
        raise mistake("Trả lời ít nhất một câu hỏi")
    return {name: cleaned[name] for name in sorted(cleaned) if cleaned[name]}


class TraLoiKhaoSat(BaseModel):
    """One person's answers: question to value or values; which questions exist is the survey's own data."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    khao_sat: Annotated[str, AfterValidator(_survey)] = Field(title="Khảo sát")
    ngay: date = Field(title="Ngày trả lời")
    tra_loi: Annotated[Mapping[str, tuple[str, ...]], AfterValidator(_answers)] = Field(title="Trả lời")
    ho_so: str = Field("", title="Mã hồ sơ đã băm", pattern=r"^$|^[0-9a-f]{64}$")
