"""What an operator may set, from arguments and environment; read once at the start."""

from collections.abc import Mapping
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from pydantic import BaseModel, Field, SecretStr

from cchc.feedback.guard import Rate
from cchc.feedback.mail import SmtpServer, parse_server
from cchc.web.key_file import Key, read_keys
from cchc.web.scanning import parse_place

_LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")


class MailSettings(BaseModel, frozen=True, extra="forbid", arbitrary_types_allowed=True):
    """How letters leave: the server, our own address, the desk's addresses, and by unit where one has its own desk."""

    server: SmtpServer
    sender: str = Field(pattern=r"^[^@\s]+@[^@\s]+$")
    desk: tuple[str, ...] = ()
    units: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    site_url: str = Field(pattern=r"^https?://")
    letters_file: Path | None = None


class OidcSettings(BaseModel, frozen=True, extra="forbid"):
    """The identity provider through which the desk may log in, and what we are called there.

    A token must carry one of the classes ``acr`` and one of the methods ``amr`` where any are named. Where none are,
    the provider counts as one factor, and our own one-time code is asked for too.
    """

    issuer: str = Field(pattern=r"^https?://")
    client_id: str = Field(min_length=1)
    client_secret: SecretStr
    acr: tuple[str, ...] = ()
    amr: tuple[str, ...] = ()

    @property
    def demands(self) -> bool:
        """Tell whether the provider must say how strongly somebody has logged in."""
        return bool(self.acr or self.amr)


class Settings(BaseModel, frozen=True, extra="forbid"):
    """Settings of one service process.

    ``base_path`` is empty or starts with a slash and does not end with one. ``allowed_hosts`` are host names without a
    port; ``*`` allows every one. ``body_limit`` is in bytes. ``proxies`` are the networks whose word for a sender's
    address (``X-Forwarded-For``) is taken; from anywhere else that header is ignored.
    """

    database_url: SecretStr
    secret: SecretStr
    older_keys: tuple[Key, ...] = ()
    """Keys that no longer sign and still verify until their end."""
    site_dir: Path
    spool_dir: Path | None = None
    base_path: str = Field("", pattern=r"^(/[a-z0-9\-]+)*$")
    allowed_hosts: tuple[str, ...] = _LOCAL_HOSTS
    proxies: tuple[IPv4Network | IPv6Network, ...] = ()
    rules_file: Path | None = None
    rate: Rate = Rate()
    min_fill: timedelta = timedelta(seconds=2)
    max_fill: timedelta = timedelta(hours=24)
    body_limit: int = 64 * 1024
    calendar_file: Path | None = None
    attachments_dir: Path | None = None
    """Where files lie that come with an item; None: files are not taken."""
    attachments_kept: Path | None = None
    """Where files lie that came while they were taken: they go with their items also when no more are taken."""
    attachments_daily: int = 500 * 1024 * 1024
    """How many bytes of files are taken on one day."""
    scanner: str = ""
    """Where clamd listens, as ``parse_place`` reads it; "" and files are not scanned."""
    policy_reports: bool = False
    """Whether browsers tell us what the content security policy has stopped."""
    mail: MailSettings | None = None
    oidc: OidcSettings | None = None
    password_list: Path | None = None
    """A file of passwords that nobody may choose, one a line, beside those that come with the program."""

    @property
    def files_dir(self) -> Path | None:
        """Return the folder of files, whether or not more are taken."""
        return self.attachments_dir or self.attachments_kept


def read_settings(
    root: Path, environ: Mapping[str, str], *, site_dir: Path | None = None, hosts: tuple[str, ...] = ()
) -> Settings:
    """Return the settings of the site at ``root``; raise ValueError on a malformed variable.

    ``CCHC_DATABASE_URL``, ``CCHC_SECRET`` and ``CCHC_SECRET_OLD`` (else a key file under ``var/``), ``CCHC_BASE_PATH``,
    ``CCHC_ALLOWED_HOSTS`` (names with commas), ``CCHC_PROXY`` (addresses or networks with commas), ``CCHC_RATE``
    (``20/600``: sendings/seconds, ``0`` for none), ``CCHC_MIN_FILL`` (seconds), ``CCHC_SPOOL`` (a folder).
    """
    signing, *older = read_keys(root, environ)
    return Settings(
        database_url=SecretStr(database_url(root, environ)),
        secret=signing.secret,
        older_keys=tuple(older),
        site_dir=(site_dir or root / "site").absolute(),
        spool_dir=spool_dir(root, environ),
        base_path=environ.get("CCHC_BASE_PATH", "").rstrip("/"),
        allowed_hosts=_list(environ, "CCHC_ALLOWED_HOSTS") or (*_LOCAL_HOSTS, *hosts),
        proxies=tuple(map(_parse_proxy, _list(environ, "CCHC_PROXY"))),
        rules_file=root / "tthc" / "danh-muc" / "gop-y.yml",
        rate=_parse_rate(environ.get("CCHC_RATE", "20/600")),
        min_fill=timedelta(seconds=float(environ.get("CCHC_MIN_FILL", "2"))),
        calendar_file=root / "tthc" / "danh-muc" / "ngay-nghi.yml",
        attachments_dir=_find_attachments(root, (site_dir or root / "site").absolute(), environ),
        attachments_kept=files_dir(root, environ),
        scanner=_check_place(environ.get("CCHC_CLAMD", "")),
        policy_reports=environ.get("CCHC_CSP_REPORTS", "off") == "on",
        mail=read_mail_settings(root, environ),
        oidc=_read_oidc_settings(environ),
        password_list=find_password_list(environ),
    )


def _read_oidc_settings(environ: Mapping[str, str]) -> OidcSettings | None:
    """Return the identity provider of the desk, None without ``CCHC_OIDC_ISSUER``; raise ValueError if half told."""
    issuer = environ.get("CCHC_OIDC_ISSUER")
    if not issuer:
        return None
    secret = SecretStr(environ.get("CCHC_OIDC_SECRET", ""))
    return OidcSettings(
        issuer=issuer,
        client_id=environ.get("CCHC_OIDC_CLIENT_ID", ""),
        client_secret=secret,
        acr=_list(environ, "CCHC_OIDC_ACR"),
        amr=_list(environ, "CCHC_OIDC_AMR"),
    )


def find_password_list(environ: Mapping[str, str]) -> Path | None:
    """Return the operator's list of refused passwords, ``CCHC_PASSWORD_LIST``; raise ValueError without the file."""
    path = Path(name) if (name := environ.get("CCHC_PASSWORD_LIST")) else None
    if path is not None and not path.is_file():
        raise ValueError(f"CCHC_PASSWORD_LIST: {path} is no file")
    return path


def read_mail_settings(root: Path, environ: Mapping[str, str]) -> MailSettings | None:
    """Return how letters leave, None without a server; raise ValueError on a malformed variable.

    ``CCHC_SMTP`` (``smtps://user:password@host``), ``CCHC_MAIL_FROM``, ``CCHC_MAIL_DESK`` (addresses with commas; a
    unit's own as ``benh-vien-a=x@y``), ``CCHC_SITE_URL`` (the public address that letters name).
    """
    address = environ.get("CCHC_SMTP")
    if not address:
        return None
    desk: list[str] = []
    units: dict[str, tuple[str, ...]] = {}
    for entry in _list(environ, "CCHC_MAIL_DESK"):
        unit, is_unit, own = entry.rpartition("=")
        if is_unit:
            units[unit] = (*units.get(unit, ()), own)
        else:
            desk.append(entry)
    return MailSettings(
        server=parse_server(address),
        sender=environ.get("CCHC_MAIL_FROM", ""),
        desk=tuple(desk),
        units=units,
        site_url=environ.get("CCHC_SITE_URL", ""),
        letters_file=root / "tthc" / "danh-muc" / "thu-gop-y.yml",
    )


def _find_attachments(root: Path, site_dir: Path, environ: Mapping[str, str]) -> Path | None:
    """Return the folder of files where ``CCHC_ATTACHMENTS`` is ``on``; raise ValueError if the site would show it."""
    if environ.get("CCHC_ATTACHMENTS", "off") != "on":
        return None
    folder = files_dir(root, environ)
    if folder.is_relative_to(site_dir):
        raise ValueError(f"CCHC_ATTACHMENTS_DIR must lie outside the site: {folder}")
    return folder


def database_url(root: Path, environ: Mapping[str, str]) -> str:
    """Return the address of the feedback database of the site at ``root``."""
    return environ.get("CCHC_DATABASE_URL") or f"sqlite:///{(root / 'var' / 'gop-y.sqlite3').absolute()}"


def spool_dir(root: Path, environ: Mapping[str, str]) -> Path:
    """Return the folder where sendings wait while the database cannot take them; best on another disk."""
    return Path(environ.get("CCHC_SPOOL") or root / "var" / "cho-ghi").absolute()


def files_dir(root: Path, environ: Mapping[str, str]) -> Path:
    """Return the folder of the files that come with items, whether or not they are taken now."""
    return Path(environ.get("CCHC_ATTACHMENTS_DIR") or root / "var" / "tep-gui-kem").absolute()


def backup_dir(root: Path, environ: Mapping[str, str]) -> Path:
    """Return the folder of the copies of the database, ``CCHC_BACKUP``; best on another disk."""
    return Path(environ.get("CCHC_BACKUP") or root / "var" / "sao-luu").absolute()


def _check_place(place: str) -> str:
    if place:
        parse_place(place)
    return place


def _list(environ: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in environ.get(name, "").split(",") if part.strip())


def _parse_proxy(text: str) -> IPv4Network | IPv6Network:
    network = ip_network(text)
    if not network.prefixlen:
        raise ValueError(f"CCHC_PROXY: {text} would let every sender choose his own address")
    return network


def _parse_rate(text: str) -> Rate:
    burst, _, seconds = text.partition("/")
    return Rate(int(burst), timedelta(seconds=float(seconds or "600")))
