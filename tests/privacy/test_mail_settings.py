"""The variables by which an operator says how letters leave."""

from pathlib import Path

import pytest

from cchc.web.settings import read_mail_settings

GOOD = {
    "CCHC_SMTP": "smtps://an:mat@mail.example",
    "CCHC_MAIL_FROM": "cong@syt.example",
    "CCHC_MAIL_DESK": "ban@syt.example, benh-vien-a=mot@bv.example, benh-vien-a=hai@bv.example",
    "CCHC_SITE_URL": "https://cchc.example/",
}


def test_without_a_server_nothing_is_sent(tmp_path: Path) -> None:
    """Letters wait in the outbox until an operator names a server."""
    assert read_mail_settings(tmp_path, {}) is None


def test_units_may_have_their_own_desk(tmp_path: Path) -> None:
    """Addresses without a unit are the department's."""
    found = read_mail_settings(tmp_path, GOOD)
    assert found is not None
    assert found.desk == ("ban@syt.example",)
    assert found.units == {"benh-vien-a": ("mot@bv.example", "hai@bv.example")}


@pytest.mark.parametrize("name", ["CCHC_MAIL_FROM", "CCHC_SITE_URL"])
def test_a_server_without_addresses_is_refused(tmp_path: Path, name: str) -> None:
    """A letter must come from somewhere and lead somewhere."""
    with pytest.raises(ValueError, match="pattern"):
        read_mail_settings(tmp_path, {**GOOD, name: ""})
