"""Changes that are no step of an item: sessions and letters."""

import asyncio

from cchc.feedback.changes import Applied, Change
from cchc.feedback.store import StoreUnavailable
from cchc.web.staff.office import Office

_WAIT = 10.0


async def apply(office: Office, change: Change) -> Applied:
    """Carry a change out; raise StoreUnavailable if it is not durable within ten seconds."""
    try:
        return await asyncio.wait_for(asyncio.wrap_future(office.service.store.apply(change)), _WAIT)
    except TimeoutError:
        raise StoreUnavailable("the store did not answer in time") from None
