"""The reference that a sending gets on every path."""

from cchc.feedback.clock import utc_now
from cchc.feedback.codes import REFERENCE
from cchc.feedback.service import Attempt, Receipt, make_reference, submit
from feedback.apart import run_apart
from feedback.fakes import MemoryStore
from feedback.samples import CAU_HOI, GOP_Y, make_new

_ATTEMPT = Attempt(key="mot", secret="2222-2222-2222")  # noqa: S106 # it opens nothing


def _submit(store: MemoryStore) -> Receipt:
    return run_apart(submit(store, CAU_HOI, attempt=_ATTEMPT, consent_version="1", clock=utc_now))


def test_one_form_with_the_same_words_has_one_reference() -> None:
    """Two stores that know nothing of each other give the same receipt; other words or another form another one."""
    first, second = _submit(MemoryStore()), _submit(MemoryStore())
    assert first.reference == second.reference
    others = [make_reference(_ATTEMPT, GOP_Y), make_reference(Attempt("hai", _ATTEMPT.secret), CAU_HOI)]
    assert len({first.reference, *others}) == 3
    assert all(REFERENCE.parse(code) == code for code in others)


def test_a_taken_reference_gives_way_to_the_next() -> None:
    """When another item has it already, the sender gets the next one of the row."""
    store = MemoryStore()
    store.add(make_new(reference=make_reference(_ATTEMPT, CAU_HOI)))
    assert _submit(store).reference == make_reference(_ATTEMPT, CAU_HOI, draw=1)
