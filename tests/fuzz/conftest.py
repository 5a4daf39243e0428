"""One running service for all hostile requests of a module."""

from collections.abc import Iterator

import httpx
import pytest

from fuzz.target import Target, run_target


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Target]:
    """Yield a running service; in the end tell how many answers of which status were looked at."""
    with run_target(tmp_path_factory.mktemp("dich")) as running:
        yield running
    if running.answered and (reporter := request.config.pluginmanager.get_plugin("terminalreporter")):
        reporter.write_line(f"\n{running.answered.total()} answers: {dict(sorted(running.answered.items()))}")


@pytest.fixture(scope="module")
def client(target: Target) -> Iterator[httpx.Client]:
    """Yield a client of it that keeps no cookies between requests."""
    with httpx.Client(base_url=target.address, timeout=30) as opened:
        yield opened
