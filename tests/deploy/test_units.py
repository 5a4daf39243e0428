"""The systemd units: understood by systemd, closed to everything the service does not need."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

UNITS = Path(__file__).resolve().parents[2] / "scripts" / "deploy" / "systemd"
_PROGRAM = "/opt/cchc/.venv/bin/cchc"
SERVICES = sorted(UNITS.glob("*.service"))


def test_systemd_understands_the_units(tmp_path: Path) -> None:
    """No unknown line, no wrong value, with a program in the place of ours."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    files = [tmp_path / file.name for file in [*SERVICES, *UNITS.glob("*.timer")]]
    for file in files:
        text = (UNITS / file.name).read_text(encoding="utf-8")
        file.write_text(text.replace(_PROGRAM, "/bin/true"), encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *map(str, files)], capture_output=True, text=True, check=False
    )
    told = [line for line in done.stderr.splitlines() if str(tmp_path) in line or "cchc" in line]
    assert told == []


@pytest.mark.parametrize("service", SERVICES, ids=lambda file: file.name)
def test_systemd_calls_the_exposure_of_a_unit_small(service: Path, tmp_path: Path) -> None:
    """By systemd's own measure, from 0 to 10, no unit is open for more than 2.0."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    file = tmp_path / service.name
    file.write_text(service.read_text(encoding="utf-8").replace(_PROGRAM, "/bin/true"), encoding="utf-8")
    command = ["systemd-analyze", "security", "--offline=true", "--no-pager", "--threshold=20", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr


@pytest.mark.parametrize("service", SERVICES, ids=lambda file: file.name)
def test_a_unit_cannot_do_more_than_it_must(service: Path) -> None:
    """Its own account, no new rights, the machine read-only, memory bounded."""
    text = service.read_text(encoding="utf-8")
    for line in ("User=cchc", "NoNewPrivileges=yes", "ProtectSystem=strict", "ProtectHome=yes", "PrivateTmp=yes"):
        assert f"\n{line}\n" in text, line
    assert re.search(r"^MemoryMax=\d", text, re.MULTILINE)
    assert re.search(r"^CapabilityBoundingSet=$", text, re.MULTILINE)
    assert re.search(r"^UMask=00(77|22)$", text, re.MULTILINE)


def test_the_build_sees_its_editor_and_nothing_that_citizens_sent() -> None:
    """The build reads ``var/quan-tri``; the database, the second path and the copies beside it are not there for it."""
    text = (UNITS / "cchc-build.service").read_text(encoding="utf-8")
    assert "\nTemporaryFileSystem=/srv/cchc/var:ro\nBindReadOnlyPaths=-/srv/cchc/var/quan-tri\n" in text
    assert re.findall(r"^Bind.*$", text, re.MULTILINE) == ["BindReadOnlyPaths=-/srv/cchc/var/quan-tri"]


@pytest.mark.parametrize("service", SERVICES, ids=lambda file: file.name)
def test_a_unit_starts_a_command_of_the_program(service: Path) -> None:
    """With the variables of the one file that operators edit."""
    text = service.read_text(encoding="utf-8")
    assert "\nEnvironmentFile=/etc/cchc/moi-truong\n" in text
    assert re.search(
        r"^ExecStart=/opt/cchc/.venv/bin/cchc (serve|build|doctor|feedback (backup|register)) ", text, re.MULTILINE
    )


def test_the_register_is_written_just_before_the_build() -> None:
    """What the night's build publishes holds the day that has ended."""
    starts = [
        re.search(r"^OnCalendar=\*-\*-\* (\S+) Asia/Ho_Chi_Minh$", (UNITS / f"{name}.timer").read_text("utf-8"), re.M)
        for name in ("cchc-register", "cchc-build")
    ]
    assert None not in starts
    register, build = (found[1] for found in starts if found)
    assert "00:00:00" < register < build
