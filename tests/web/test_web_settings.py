"""Settings: from arguments and environment, with a key of its own."""

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest

from cchc.feedback.guard import Rate
from cchc.web.settings import read_settings


def test_without_an_environment_everything_is_local(tmp_path: Path) -> None:
    """Database and key lie under ``var/`` of the root, the site under ``site/``, and only this machine is answered."""
    settings = read_settings(tmp_path, {})
    assert settings.database_url.get_secret_value() == f"sqlite:///{tmp_path}/var/gop-y.sqlite3"
    assert settings.site_dir == tmp_path / "site"
    assert settings.spool_dir == tmp_path / "var" / "cho-ghi"
    assert settings.allowed_hosts == ("127.0.0.1", "localhost", "[::1]")


def test_the_key_is_made_once_and_is_the_owners(tmp_path: Path) -> None:
    """Processes that start at once agree on one key, which only its owner can read."""
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: read_settings(tmp_path, {}).secret.get_secret_value(), range(16)))
    assert len(keys) == 1
    assert len(keys.pop()) >= 64
    files = list((tmp_path / "var").iterdir())
    assert [file.name for file in files] == ["khoa-bi-mat"]
    assert stat.S_IMODE(files[0].stat().st_mode) == 0o600


def test_the_environment_decides(tmp_path: Path) -> None:
    """Each variable sets its value, and no key file is made when a key is given."""
    settings = read_settings(
        tmp_path,
        {
            "CCHC_DATABASE_URL": "postgresql://h/d",
            "CCHC_SECRET": "k",
            "CCHC_BASE_PATH": "/cchc/",
            "CCHC_ALLOWED_HOSTS": "a.example.vn, b.example.vn",
            "CCHC_RATE": "5/60",
            "CCHC_MIN_FILL": "0",
            "CCHC_SPOOL": "/mnt/khac",
            "CCHC_PROXY": "127.0.0.1, 10.1.0.0/16",
        },
    )
    assert settings.database_url.get_secret_value() == "postgresql://h/d"
    assert settings.spool_dir == Path("/mnt/khac")
    assert settings.base_path == "/cchc"
    assert settings.allowed_hosts == ("a.example.vn", "b.example.vn")
    assert settings.proxies == (ip_network("127.0.0.1/32"), ip_network("10.1.0.0/16"))
    assert settings.rate == Rate(5, timedelta(seconds=60))
    assert settings.min_fill == timedelta()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "environ",
    [
        {"CCHC_PROXY": "*"},
        {"CCHC_PROXY": "0.0.0.0/0"},
        {"CCHC_RATE": "many"},
        {"CCHC_BASE_PATH": "cchc"},
        {"CCHC_MIN_FILL": "soon"},
        {"CCHC_BASE_PATH": "/a b"},
    ],
)
def test_malformed_settings_stop_the_start(tmp_path: Path, environ: dict[str, str]) -> None:
    """A wrong value is not guessed at."""
    with pytest.raises(ValueError):  # noqa: PT011 # the libraries' own words
        read_settings(tmp_path, environ)


def test_secrets_are_not_printed(tmp_path: Path) -> None:
    """Neither key nor database password shows in a representation."""
    shown = repr(read_settings(tmp_path, {"CCHC_SECRET": "khoa", "CCHC_DATABASE_URL": "postgresql://a:matkhau@h/d"}))
    assert "khoa'" not in shown
    assert "matkhau" not in shown
