"""An installed service on disk, and ``cchc doctor`` looking at it."""

import os
import shutil
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from click.testing import CliRunner, Result

from cchc.cli import main
from cchc.feedback.changes import CreateAccount, UseTotp
from cchc.feedback.records import Account
from cchc.feedback.sql_store import SqlStore, open_store
from cchc.model.feedback import VaiTro
from feedback.samples import make_new

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
_CALENDAR = Path(__file__).resolve().parents[2] / "tthc" / "danh-muc" / "ngay-nghi.yml"


def run_doctor(root: Path, *options: str, now: datetime = NOW, **environ: str) -> Result:
    """Run the command with no other variables than these."""
    cleared = {name: "" for name in os.environ if name.startswith("CCHC_")}
    arguments = ["doctor", "--root", str(root), "--now", now.isoformat(), *options]
    return CliRunner(env=cleared | environ).invoke(main, arguments)


def lines_of(result: Result, grade: str) -> list[str]:
    """Return what was found to be of a grade."""
    return [line.removeprefix(grade).strip() for line in result.output.splitlines() if line.startswith(grade)]


def open_at(root: Path) -> SqlStore:
    """Open the store of a root."""
    return open_store(f"sqlite:///{root / 'var' / 'gop-y.sqlite3'}")


def stamp(path: Path, when: datetime) -> None:
    """Let a file be of this time."""
    os.utime(path, (when.timestamp(), when.timestamp()))


def add_account(store: SqlStore, name: str, role: VaiTro, *, entered: bool = True) -> None:
    """Add a person of the desk, who has been in, and used a code, or not yet."""
    account = Account(name, "Cán bộ Mẫu", role, NOW, totp_secret="A" * 16)
    store.apply(CreateAccount(account)).result(10)
    if entered:
        store.apply(UseTotp(name, 1)).result(10)


def install(tmp_path: Path) -> Path:
    """Return a root whose site is built, whose service has run, with people and a fresh copy."""
    for name in ("index.html", "khung/gop-y.html"):
        file = tmp_path / "site" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("<p>Trang</p>", encoding="utf-8")
        stamp(file, NOW - timedelta(hours=5))
    (tmp_path / "tthc" / "danh-muc").mkdir(parents=True)
    shutil.copy(_CALENDAR, tmp_path / "tthc" / "danh-muc")
    with closing(open_at(tmp_path)) as store:
        store.add(make_new()).result(10)
        for number in (1, 2):
            add_account(store, f"duyet.{number}", VaiTro.DUYET)
    copies = tmp_path / "var" / "sao-luu"
    copies.mkdir(mode=0o700)
    (copies / "gop-y-20261122-083000.bak").touch()
    stamp(copies / "gop-y-20261122-083000.bak", NOW - timedelta(hours=5))
    return tmp_path
