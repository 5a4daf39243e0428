"""Signs of automatic senders and proofs of work: a mark for the desk, never a refusal."""

import base64
import hashlib
import json

import pytest

from cchc.web.proof import PROOF
from cchc.web.signals import SUSPICIOUS, list_signs
from web.visitor import Visitor, page_of

pytestmark = pytest.mark.slow

_ADVERT = "<a href='https://example.vn'>RẺ NHẤT</a> " + "https://example.vn/mua-ngay " * 4


def _solve(visitor: Visitor) -> str:
    challenge = visitor.http.get("/gop-y/thach-thuc.json").json()
    assert challenge["algorithm"] == "SHA-256"
    number = next(
        number
        for number in range(challenge["maxnumber"] + 1)
        if hashlib.sha256(f"{challenge['salt']}{number}".encode()).hexdigest() == challenge["challenge"]
    )
    payload = {name: challenge[name] for name in ("algorithm", "challenge", "salt", "signature")} | {"number": number}
    return base64.b64encode(json.dumps(payload).encode()).decode()


def _note(visitor: Visitor, **changes: str) -> str:
    answer = visitor.send(noi_dung=_ADVERT, da_xem="co", **changes)
    assert answer.status_code == 303
    detail = visitor.store.find(answer.headers["location"].rpartition("/")[2])
    assert detail is not None
    return detail.history[0].note


@pytest.mark.parametrize(
    ("text", "suspicious"),
    [
        ("Lệ phí nộp ở đâu? Xem https://dichvucong.gov.vn và https://example.vn.", False),
        ("TÔI HỎI VỀ LỆ PHÍ. " * 3, False),
        ("<script>alert(1)</script>", False),
        ("Cảm ơn " * 5, False),
        (_ADVERT, True),
        ("MUA NGAY " * 80, True),
        ("https://example.vn " * 10, True),
    ],
)
def test_one_sign_is_not_enough(text: str, suspicious: bool) -> None:
    """People quote links, write in capitals or paste code; only several signs together make a mark."""
    assert (len(list_signs(text)) >= SUSPICIOUS) is suspicious


def test_a_suspicious_text_is_shown_once_more_and_then_taken(visitor: Visitor) -> None:
    """Sent at once it comes back as a check page; sent from there it is stored, with a word for the desk only."""
    token = visitor.open()
    page = page_of(visitor.send(token, noi_dung=_ADVERT))
    assert "giống thư gửi tự động" in page.text
    assert visitor.store.list_items() == ()
    assert "có thể là nội dung gửi tự động" in _note(visitor, token=token).lower()


def test_a_proof_of_work_takes_the_mark_away_once(visitor: Visitor) -> None:
    """A solved challenge counts for one sending; used again it is worth nothing."""
    proof = _solve(visitor)
    assert _note(visitor, **{PROOF: proof}) == ""
    assert _note(visitor, **{PROOF: proof}) != ""


@pytest.mark.parametrize("spoil", ["number", "salt", "signature", "expires", "none", "text"])
def test_a_spoilt_proof_is_worth_nothing(visitor: Visitor, spoil: str) -> None:
    """Wrong number, foreign salt, forged signature, an end that has passed, nothing at all: marked and taken."""
    proof = _solve(visitor)
    payload = json.loads(base64.b64decode(proof))
    if spoil == "expires":
        visitor.clock.turn(days=2)
    elif spoil == "number":
        payload["number"] += 1
    elif spoil in payload:
        payload[spoil] = f"0{payload[spoil]}"
    sent = {"none": "", "text": "không phải lời giải"}.get(spoil) if spoil in ("none", "text") else None
    text = base64.b64encode(json.dumps(payload).encode()).decode() if sent is None else sent
    assert _note(visitor, **{PROOF: text}) != ""


def test_nobody_needs_a_proof(visitor: Visitor) -> None:
    """A plain question without JavaScript is stored without any mark, and nothing is spent for it."""
    answer = visitor.send()
    detail = visitor.store.find(answer.headers["location"].rpartition("/")[2])
    assert detail is not None
    assert detail.history[0].note == ""
