"""The service's own work, put together from its settings: what runs beside the requests."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from cchc.feedback.changes import Sweep
from cchc.feedback.clock import Clock
from cchc.feedback.deadlines import read_calendar
from cchc.feedback.jobs import Job
from cchc.feedback.letters import SoDiaChi, read_letters
from cchc.feedback.mail import PostOffice, connect, send_due
from cchc.feedback.reminders import remind
from cchc.feedback.retention import purge_due
from cchc.feedback.rules import QuyTac
from cchc.feedback.store import Store
from cchc.web.attachments import sweep_files
from cchc.web.settings import MailSettings, Settings

_WAIT = 10.0


def make_jobs(settings: Settings, rules: QuyTac, store: Store, clock: Clock) -> tuple[Job, ...]:
    """Return the jobs of a service; without a mail server nothing is sent and everything waits in the outbox.

    Raise ValueError if the calendar or the letters are malformed.
    """
    return tuple(_jobs(settings, rules, store, clock))


def _jobs(settings: Settings, rules: QuyTac, store: Store, clock: Clock) -> Iterator[Job]:
    yield Job("sweep", timedelta(hours=1), lambda: store.apply(Sweep(clock())).result(_WAIT))
    yield Job("purge", timedelta(hours=24), lambda: purge_due(store, rules, clock))
    if folder := settings.attachments_dir:
        yield Job("files", timedelta(hours=24), lambda: _sweep_files(folder, store, clock))
    if settings.mail:
        calendar = read_calendar(settings.calendar_file)
        days = rules.dong_ho.sap_den_han
        office = _make_office(settings.mail, rules, store, clock)
        yield Job("remind", timedelta(hours=1), lambda: remind(store, calendar, clock, days=days))
        yield Job("mail", timedelta(seconds=20), lambda: send_due(office))


def _sweep_files(folder: Path, store: Store, clock: Clock) -> None:
    # What waits on the second path is not among the files that the database knows.
    if not store.count_spooled():
        sweep_files(folder, store.list_file_names(), clock())


def _make_office(mail: MailSettings, rules: QuyTac, store: Store, clock: Clock) -> PostOffice:
    so = SoDiaChi(mail.sender, {"": mail.desk, **mail.units}, mail.site_url.rstrip("/"), rules.co_quan)
    server = mail.server
    return PostOffice(store, lambda: connect(server), read_letters(mail.letters_file), so, clock)
