"""Addresses that people type, on their way into a letter; addresses of ours that letters name."""

from contextlib import closing
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from cchc.feedback.changes import CreateAccount
from cchc.feedback.letters import SoDiaChi, compose, read_letters
from cchc.feedback.records import Account, Letter
from cchc.model.feedback import CauHoi, HanhDong, NguoiNhan, VaiTro
from cchc.web.app import create_app
from feedback.fakes import MemoryStore, TurnedClock
from feedback.samples import CAU_HOI, RECEIVED, make_new
from web.serving import make_settings, run_server

pytestmark = pytest.mark.slow

_STRANGE = (
    *(
        "đỗ@ví-dụ.vn",
        "a..b@c.vn",
        ".a@b.vn",
        "a@b..vn",
        "=?utf-8?q?x?=@b.vn",
        "ａ@b.vn",
        "a\u200bb@c.vn",
        "a@b.vn,c@d.vn",
    ),
    *("a@b.vn\r\nBcc: c@d.vn", "<a@b.vn>", '"a b"@c.vn', "a@[127.0.0.1]", "a@b.vn;c@d.vn", "a(b)@c.vn", "a@b", "@b.vn"),
)


def _letter(reference: str, recipient: NguoiNhan) -> Letter:
    return Letter(1, reference, HanhDong.TIEP_NHAN, recipient, 0, RECEIVED)


@given(
    st.one_of(
        st.sampled_from(_STRANGE),
        st.emails(),
        st.from_regex(r"[!-~]{1,12}@[!-~]{1,8}\.[!-~]{2,4}", fullmatch=True),
        st.builds("{}@{}.vn".format, st.text(max_size=6), st.text(max_size=6)),
    )
)
def test_an_address_that_is_taken_is_the_one_that_is_written_to(address: str) -> None:
    """Whatever somebody types: it is refused at its box, or a letter goes to exactly this address and no other."""
    try:
        sent = CauHoi.model_validate(CAU_HOI.model_dump() | {"email": address})
    except ValidationError:
        return
    if not sent.email:
        return
    with closing(MemoryStore()) as store:
        reference = store.add(make_new(sent)).result(10).item.reference
        item = store.find_desk(reference)
        assert item is not None
        so = SoDiaChi("gop-y@example.vn", {}, "https://example.vn", "Sở mẫu")
        message = compose(_letter(reference, NguoiNhan.NGUOI_GUI), item, read_letters(), so)
    assert message is not None
    assert message.as_bytes()
    assert [entry.addr_spec for entry in message["To"].addresses] == [sent.email]


@pytest.mark.parametrize("address", _STRANGE)
def test_strange_addresses_are_refused(address: str) -> None:
    """What a mail program would read as another address, as several, or not at all."""
    with pytest.raises(ValidationError):
        CauHoi.model_validate(CAU_HOI.model_dump() | {"email": address, "dien_thoai": "0900000001"})


def test_the_desks_letter_leads_to_the_item(tmp_path: Path) -> None:
    """The address in a letter to the desk is a screen of the service: after the log-in it shows the item."""
    store, clock = MemoryStore(), TurnedClock()
    store.apply(CreateAccount(Account("an", "Cán bộ Mẫu", VaiTro.TRA_LOI, clock()))).result(10)
    reference = store.add(make_new()).result(10).item.reference
    item = store.find_desk(reference)
    assert item is not None
    with run_server(create_app(make_settings(tmp_path), store=store, clock=clock)) as place:
        so = SoDiaChi("gop-y@example.vn", {"": ("ban@example.vn",)}, place, "Sở mẫu")
        message = compose(_letter(reference, NguoiNhan.BAN_XU_LY), item, read_letters(), so)
        assert message is not None
        (address,) = [word for word in message.get_content().split() if word.startswith(place)]
        answer = httpx.get(address)
    assert answer.status_code == 303
    assert reference in answer.headers["location"]
