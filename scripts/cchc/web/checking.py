"""The step before sending: everything typed once more, what is personal in it, answers that may save the question.

The server keeps nothing for it: what was typed travels in the page and comes back with the button.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cchc.model.dich_vu import CauDaTraLoi
from cchc.model.feedback import AnySubmission, LoaiGopY, Submission
from cchc.model.feedback.masking import find_personal, hints_at_health
from cchc.web.choices import Choices, list_choices, name_value
from cchc.web.context import Service
from cchc.web.forms import FormSpec
from cchc.web.signals import SUSPICIOUS, list_signs
from cchc.web.suggestions import find_near

SEEN = "da_xem"
"""Box of the check page: its sender has seen what it says."""

_FREE_TEXT = ("tieu_de", "noi_dung", "phan", "dia_diem", "thoi_gian", "don_vi_lien_quan")


@dataclass(frozen=True)
class Finding:
    """Something personal: the box, the sort, the words themselves ("" for a hint about the whole text)."""

    truong: str
    nhan: str
    loai: str
    chu: str


@dataclass(frozen=True)
class Line:
    """One line of the summary: the box, its label, what was typed."""

    truong: str
    nhan: str
    noi_dung: str


@dataclass(frozen=True)
class Check:
    """What the page before sending shows."""

    dong: tuple[Line, ...]
    canh_bao: tuple[Finding, ...]
    dau_hieu: tuple[str, ...]
    goi_y: tuple[CauDaTraLoi, ...]

    @property
    def needs_a_look(self) -> bool:
        """Tell whether even a form that is sent at once must be seen once more."""
        return bool(self.canh_bao or self.dau_hieu)


def make_check(service: Service, spec: FormSpec, submission: Submission) -> Check:
    """Return what to show about a sending; it reads the site's data and no store."""
    signs = list_signs(text_of(submission))
    return Check(
        dong=tuple(list_lines(spec, submission, list_choices(service))),
        canh_bao=tuple(_find_warnings(spec, submission)),
        dau_hieu=signs if len(signs) >= SUSPICIOUS else (),
        goi_y=_suggest(service, submission),
    )


def list_lines(spec: FormSpec, submission: AnySubmission, choices: Choices) -> Iterator[Line]:
    """Yield what was sent, box by box, in words for a person; empty boxes are left out."""
    for name in spec.fields:
        shown = name_value(choices, name, getattr(submission, name))
        if shown:
            yield Line(name, _label(spec, name), shown)


def text_of(submission: Submission) -> str:
    """Return the free text of a sending."""
    return "\n".join(text for name in _FREE_TEXT if (text := getattr(submission, name, "")))


def _find_warnings(spec: FormSpec, submission: Submission) -> Iterator[Finding]:
    for name in _FREE_TEXT:
        text = getattr(submission, name, "")
        for found in find_personal(text):
            yield Finding(name, _label(spec, name), found.loai.label, found.chu)
        if hints_at_health(text):
            yield Finding(name, _label(spec, name), "có thể nói về hồ sơ sức khỏe", "")


def _suggest(service: Service, submission: Submission) -> tuple[CauDaTraLoi, ...]:
    if submission.kind is not LoaiGopY.HOI_DAP:
        return ()
    published = service.site_data.get().hoi_dap
    return find_near(submission.tieu_de, submission.noi_dung, published, thu_tuc=submission.thu_tuc)


def _label(spec: FormSpec, name: str) -> str:
    fields: Mapping[str, object] = spec.model.model_fields
    return str(getattr(fields[name], "title", name))
