"""`cchc ping`: a real hub is told of the feeds that changed, and only when the site names one."""

import json
import socket
from collections.abc import Callable
from pathlib import Path

import feedparser
import pytest
from click.testing import CliRunner, Result

from cchc.cli.ping import ping
from feeds.conftest import MakeFeeds
from feeds.hub import run_hub
from feeds.posts import write_post
from roots import replace, write

pytestmark = pytest.mark.slow

Ping = Callable[..., Result]
BASE = "https://cchc.example/muc/"


@pytest.fixture
def run(root: Path) -> Ping:
    """Run the command on the root."""

    def run_ping(*arguments: str) -> Result:
        return CliRunner().invoke(ping, ["--root", str(root), *arguments])

    return run_ping


def _publish(root: Path, feeds: MakeFeeds) -> None:
    for uri, data in feeds().items():
        file = write(root / "site", uri, "")
        file.write_bytes(data)


def _name_hub(root: Path, url: str) -> None:
    replace(root, "mkdocs.yml", "du_lieu_mau:", f"hub_websub: {url}\n      du_lieu_mau:")


def test_a_hub_is_told_once_of_what_changed(root: Path, feeds: MakeFeeds, run: Ping) -> None:
    """First of every feed, then of nothing, then of the feeds to which a new item came."""
    with run_hub() as hub:
        _name_hub(root, hub.url)
        _publish(root, feeds)
        assert run().exit_code == 0
        topics = {told["hub.url"] for told in hub.told}
        assert {told["hub.mode"] for told in hub.told} == {"publish"}
        assert {f"{BASE}rss/tin-tuc.{suffix}" for suffix in ("xml", "atom", "json")} < topics
        hub.told.clear()
        assert run().exit_code == 0
        assert hub.told == []
        write_post(root, "moi", "2026-11-20T08:00")
        _publish(root, feeds)
        assert run().exit_code == 0
        names = ("tin-tuc", "cai-cach-the-che", "chuyen-muc/tin-hoat-dong", "don-vi/so-y-te")
        changed = {f"{BASE}rss/{name}.{suffix}" for name in names for suffix in ("xml", "atom", "json")}
        assert {told["hub.url"] for told in hub.told} == changed


def test_without_a_hub_nothing_is_sent(root: Path, feeds: MakeFeeds, run: Ping) -> None:
    """The command says so, keeps no state and succeeds, so that it may stand in any publishing script."""
    _publish(root, feeds)
    result = run()
    assert (result.exit_code, "hub_websub" in result.output) == (0, True)
    assert not (root / "var").exists()


@pytest.mark.parametrize("status", [400, 503])
def test_what_a_hub_refuses_is_told_again(root: Path, feeds: MakeFeeds, run: Ping, status: int) -> None:
    """The command fails with the hub's answer, and the next run tells the same feeds."""
    with run_hub(status) as hub:
        _name_hub(root, hub.url)
        _publish(root, feeds)
        result = run()
        assert (result.exit_code, f"mã {status}" in result.output) == (1, True)
        hub.status, first = 204, hub.told[0]
        hub.told.clear()
        assert run().exit_code == 0
        assert first in hub.told


def test_a_silent_hub_does_not_hold_the_command(root: Path, feeds: MakeFeeds, run: Ping) -> None:
    """A hub that takes the connection and never answers is given up after the time-out."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        _name_hub(root, f"http://127.0.0.1:{silent.getsockname()[1]}/")
        _publish(root, feeds)
        result = run("--timeout", "0.2")
    assert (result.exit_code, "không trả lời" in result.output) == (1, True)


def test_a_dry_run_only_tells_what_it_would_send(root: Path, feeds: MakeFeeds, run: Ping) -> None:
    """The hub hears nothing and everything stays to be told."""
    with run_hub() as hub:
        _name_hub(root, hub.url)
        _publish(root, feeds)
        assert f"{BASE}rss/tin-tuc.xml → {hub.url}" in run("--dry-run").output
        assert hub.told == []
        assert not (root / "var").exists()


def test_readers_find_the_hub_in_every_format(root: Path, feeds: MakeFeeds) -> None:
    """The subscription documents name the hub; without the setting none does."""
    without = feeds()
    assert not any(b"hub" in data for name, data in without.items() if name.endswith((".xml", ".atom", ".json")))
    _name_hub(root, "https://hub.example/")
    made = feeds()
    for suffix in ("xml", "atom"):
        links = feedparser.parse(made[f"rss/tin-tuc.{suffix}"]).feed.links
        assert "https://hub.example/" in [link.href for link in links if link.rel == "hub"]
    assert json.loads(made["rss/tin-tuc.json"])["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]
