"""Signatures: several keys at once, several ways of signing, one key for each use."""

import base64
import hashlib
import hmac

import pytest

from cchc.feedback.keys import SCHEMES, NotSigned, Scheme, derive, make_signer, read_signed

_OLD, _NEW = "a key of last year", "a key of this year"
_PURPOSE = "cchc.thu"


def test_the_newest_key_signs_and_older_ones_verify() -> None:
    """What the old key has signed is read on; what is signed now, the old key alone does not read."""
    before = make_signer((_OLD,), _PURPOSE).dumps(["a"])
    now = make_signer((_NEW, _OLD), _PURPOSE).dumps(["b"])
    assert read_signed((_NEW, _OLD), _PURPOSE, before) == (_OLD, ["a"])
    assert read_signed((_NEW, _OLD), _PURPOSE, now) == (_NEW, ["b"])
    assert make_signer((_NEW, _OLD), _PURPOSE).loads(before) == ["a"]
    with pytest.raises(NotSigned):
        read_signed((_OLD,), _PURPOSE, now)
    with pytest.raises(NotSigned):
        read_signed((_NEW,), _PURPOSE, before)


def test_signatures_are_hmac_of_sha_256() -> None:
    """Told by computing one again from RFC 2104, also for the key of the purpose."""
    text = make_signer((_NEW,), _PURPOSE).dumps(["b"])
    signed, _, signature = text.rpartition(".")
    key = hmac.digest(_NEW.encode(), _PURPOSE.encode(), "sha256")
    expected = hmac.digest(key, signed.encode(), "sha256")
    assert base64.urlsafe_b64decode(signature + "=") == expected
    assert len(expected) == 32


def test_the_way_of_signing_can_be_changed_without_a_break() -> None:
    """A new way put before the present one signs from then on; what is out there is read until the old way goes."""
    present = make_signer((_NEW,), _PURPOSE).dumps(["b"])
    coming = (Scheme(hashlib.sha3_512), *SCHEMES)
    changed = make_signer((_NEW,), _PURPOSE, schemes=coming)
    assert changed.loads(present) == ["b"]
    assert len(changed.dumps(["b"])) > len(present)
    with pytest.raises(Exception, match="does not match"):
        make_signer((_NEW,), _PURPOSE, schemes=coming[:1]).loads(present)
    with pytest.raises(Exception, match="does not match"):
        make_signer((_NEW,), _PURPOSE).loads(changed.dumps(["b"]))


def test_a_signature_is_good_for_its_use_only() -> None:
    """The same key gives every use a key of its own."""
    text = make_signer((_NEW,), _PURPOSE).dumps(["b"])
    with pytest.raises(NotSigned):
        read_signed((_NEW,), "cchc.khac", text)
    assert derive(_NEW, _PURPOSE) != derive(_NEW, "cchc.khac")
    assert len(derive(_NEW, _PURPOSE)) == 32
