"""Whose word for a sender's address is taken: nobody's, or that of the proxies which the operator names."""

from pathlib import Path
from secrets import token_hex

import httpx
import pytest

from web.processes import make_token, run_process
from web.serving import CAU_HOI

pytestmark = pytest.mark.slow


def _send_as(client: httpx.Client, forwarded_for: str) -> int:
    # Another contact each time: those have a limit of their own.
    data = CAU_HOI | {"ma_bieu_mau": make_token(), "email": f"mau-{token_hex(4)}@example.vn"}
    return client.post("/gop-y/hoi-dap", data=data, headers={"X-Forwarded-For": forwarded_for}).status_code


def test_a_sender_cannot_choose_his_own_address(root: Path) -> None:
    """Without a named proxy the header is ignored, from this machine too: the limit is the connection's."""
    with run_process(root, CCHC_RATE="1/600") as (_, address), httpx.Client(base_url=address) as client:
        assert [_send_as(client, f"198.51.{net}.7") for net in (1, 2)] == [303, 429]


def test_a_proxy_of_another_network_is_not_believed(root: Path) -> None:
    """Naming one proxy does not open the door to others."""
    variables = {"CCHC_RATE": "1/600", "CCHC_PROXY": "10.0.0.0/8"}
    with run_process(root, **variables) as (_, address), httpx.Client(base_url=address) as client:
        assert [_send_as(client, f"198.51.{net}.7") for net in (1, 2)] == [303, 429]


def test_the_last_address_before_the_proxy_counts(root: Path) -> None:
    """A named proxy tells senders apart; what a sender wrote himself stands before its word and is passed over."""
    variables = {"CCHC_RATE": "1/600", "CCHC_PROXY": "127.0.0.1"}
    with run_process(root, **variables) as (_, address), httpx.Client(base_url=address) as client:
        assert _send_as(client, "198.51.1.7") == 303
        assert _send_as(client, "203.0.113.9, 198.51.1.7") == 429
        assert _send_as(client, "198.51.1.7, 203.0.113.9") == 303
