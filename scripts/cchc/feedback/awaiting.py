"""Waiting for a change to be durable, from coroutines."""

import asyncio

from cchc.feedback.changes import Applied, Change
from cchc.feedback.store import Store, StoreUnavailable

_WAIT = 10.0


async def carry_out(store: Store, change: Change) -> Applied:
    """Carry a change out; raise what it is refused with, or StoreUnavailable if it is not durable in ten seconds."""
    try:
        return await asyncio.wait_for(asyncio.wrap_future(store.apply(change)), _WAIT)
    except TimeoutError:
        raise StoreUnavailable("the store did not answer in time") from None
