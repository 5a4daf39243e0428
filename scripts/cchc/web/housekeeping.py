"""The service's own work, put together from its settings: what runs beside the requests."""

from collections.abc import Collection, Iterator
from datetime import timedelta

from cchc.feedback.changes import Sweep
from cchc.feedback.clock import Clock
from cchc.feedback.deadlines import read_calendar
from cchc.feedback.jobs import Job
from cchc.feedback.letters import SoDiaChi, read_letters
from cchc.feedback.mail import PostOffice, connect, send_due
from cchc.feedback.reminders import remind
from cchc.feedback.retention import purge_due
from cchc.feedback.rules import QuyTac
from cchc.feedback.shelf import sweep
from cchc.feedback.spool import count_batches, count_set_aside
from cchc.feedback.store import Store
from cchc.web.settings import MailSettings, Settings

_WAIT = 10.0


def make_jobs(settings: Settings, rules: QuyTac, store: Store, clock: Clock) -> tuple[Job, ...]:
    """Return the jobs of a service; without a mail server nothing is sent and everything waits in the outbox.

    Raise ValueError if the calendar or the letters are malformed.
    """
    return tuple(_jobs(settings, rules, store, clock))


def _jobs(settings: Settings, rules: QuyTac, store: Store, clock: Clock) -> Iterator[Job]:
    yield Job("sweep", timedelta(hours=1), lambda: store.apply(Sweep(clock())).result(_WAIT))
    yield Job("purge", timedelta(hours=24), lambda: purge_due(store, rules, clock, settings.files_dir))
    if settings.files_dir:
        yield Job("files", timedelta(minutes=15), lambda: sweep_files(settings, store, clock))
    if settings.mail:
        calendar = read_calendar(settings.calendar_file)
        days = rules.dong_ho.sap_den_han
        office = _make_office(settings.mail, rules, store, clock)
        yield Job("remind", timedelta(hours=1), lambda: remind(store, calendar, clock, days=days))
        yield Job("mail", timedelta(seconds=20), lambda: send_due(office))


def sweep_files(settings: Settings, store: Store, clock: Clock) -> None:
    """Remove the files of erased items, and what nobody has sent off; it goes on after a death between row and file."""
    folder = settings.files_dir
    # A database in which nothing ever was is the wrong one, or waits for its copy: by it every file would go.
    if folder and folder.is_dir() and (store.list_items(limit=1) or store.list_tombstones()):
        sweep(folder, lambda: _list_wanted(settings, store), clock())


def _list_wanted(settings: Settings, store: Store) -> Collection[str] | None:
    """Return the names that rows have; None while some items are not among the rows: they wait or were set aside."""
    waiting = store.count_spooled()
    if spool := settings.spool_dir:
        waiting += count_batches(spool) + count_set_aside(spool)
    return None if waiting else store.list_file_names()


def _make_office(mail: MailSettings, rules: QuyTac, store: Store, clock: Clock) -> PostOffice:
    so = SoDiaChi(mail.sender, {"": mail.desk, **mail.units}, mail.site_url.rstrip("/"), rules.co_quan)
    server = mail.server
    return PostOffice(store, lambda: connect(server), read_letters(mail.letters_file), so, clock)
