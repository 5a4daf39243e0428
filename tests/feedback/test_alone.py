"""Commands that write beside the service: refused on SQLite, welcome on PostgreSQL."""

from contextlib import closing
from pathlib import Path

import pytest

from cchc.feedback.alone import ServiceRunning
from cchc.feedback.changes import Sweep
from cchc.feedback.sql_store import open_store
from feedback.samples import RECEIVED

pytestmark = pytest.mark.slow


def test_a_command_does_not_write_beside_the_service(tmp_path: Path) -> None:
    """While a service has the file open a command is refused; afterwards it may, and then another service may."""
    address = f"sqlite:///{tmp_path / 'gop-y.sqlite3'}"
    with closing(open_store(address)), pytest.raises(ServiceRunning):
        open_store(address, alone=True)
    with closing(open_store(address, alone=True)) as command:
        command.apply(Sweep(RECEIVED)).result(10)
        with pytest.raises(ServiceRunning):
            open_store(address, alone=True)
    with closing(open_store(address)), closing(open_store(address)) as second:
        second.check()


def test_the_right_to_write_is_given_back_once(tmp_path: Path) -> None:
    """A store that is closed twice, as at the end of a service, leaves alone what has got its number since."""
    store = open_store(f"sqlite:///{tmp_path / 'gop-y.sqlite3'}")
    store.close()
    with (tmp_path / "other").open("w") as other:
        store.close()
        assert other.write("vẫn mở") == 6


@pytest.mark.postgresql
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_server_takes_commands_beside_the_service(database: str) -> None:
    """PostgreSQL orders its writers itself."""
    with closing(open_store(database)), closing(open_store(database, alone=True)) as command:
        assert not command.apply(Sweep(RECEIVED)).result(10).done
