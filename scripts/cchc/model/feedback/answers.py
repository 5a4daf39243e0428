"""An answer with its two lives: what the sender is told, and the masked text that may be published."""

from datetime import datetime

from pydantic import BaseModel


class TraLoi(BaseModel, frozen=True, extra="forbid", hide_input_in_errors=True):
    """One version of an answer. ``tieu_de``, ``cau_hoi`` and ``cong_khai`` are the masked texts for the public.

    ``by`` wrote it, ``approved_by`` let it go to the sender; ``prepared_by`` masked it, ``published_by`` let it out.
    """

    reference: str
    version: int
    tra_loi: str
    can_cu: tuple[str, ...] = ()
    by: str
    at: datetime
    submitted_at: datetime | None = None
    approved_by: str | None = None
    approved_at: datetime | None = None
    tieu_de: str = ""
    cau_hoi: str = ""
    cong_khai: str = ""
    prepared_by: str | None = None
    prepared_at: datetime | None = None
    published_by: str | None = None
    published_at: datetime | None = None
    withdrawn_at: datetime | None = None

    @property
    def is_public(self) -> bool:
        """Tell whether this version stands on the site, or will after the next export."""
        return self.published_at is not None and self.withdrawn_at is None
