"""Changes that are no step of an item: sessions and letters."""

from cchc.feedback.awaiting import carry_out
from cchc.feedback.changes import Applied, Change
from cchc.web.staff.office import Office


async def apply(office: Office, change: Change) -> Applied:
    """Carry a change out; raise StoreUnavailable if it is not durable within ten seconds."""
    return await carry_out(office.service.store, change)
