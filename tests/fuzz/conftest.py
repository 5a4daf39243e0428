"""One running service for all hostile requests of a module."""

from collections import Counter
from collections.abc import Iterator

import httpx
import pytest

from fuzz.target import Target, run_target

_ANSWERED = pytest.StashKey[Counter[int]]()


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Target]:
    """Yield a running service whose answers are counted for the summary of the run."""
    with run_target(tmp_path_factory.mktemp("dich")) as running:
        yield running
    request.config.stash.setdefault(_ANSWERED, Counter()).update(running.answered)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Tell how many answers of which status were looked at; a fixture's own words would be captured."""
    if answered := config.stash.get(_ANSWERED, None):
        terminalreporter.write_line(f"{answered.total()} answers: {dict(sorted(answered.items()))}")


@pytest.fixture(scope="module")
def client(target: Target) -> Iterator[httpx.Client]:
    """Yield a client of it that keeps no cookies between requests."""
    with httpx.Client(base_url=target.address, timeout=30) as opened:
        yield opened
