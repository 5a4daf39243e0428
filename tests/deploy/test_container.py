"""The container's command and health check, run as the image runs them: an account without rights, a read-only machine.

Building the image needs a registry and is tried by hand; what the image starts is tried here.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).resolve().parents[2]
_FOLDER = REPOSITORY / "scripts" / "deploy" / "container"
_CONTAINERFILE = (_FOLDER / "Containerfile").read_text(encoding="utf-8")
_WRAPPER = "#!/bin/sh\nexec {python} -c 'from cchc.cli import main; main()' \"$@\"\n"
_INSIDE = """
set -u
"$@" > /srv/cchc/var/nhat-ky 2>&1 &
service=$!
tries=0
until sh /srv/cchc/var/kham.sh; do
    tries=$((tries + 1))
    [ $tries -gt 100 ] && { cat /srv/cchc/var/nhat-ky; exit 9; }
    kill -0 $service || { cat /srv/cchc/var/nhat-ky; exit 8; }
    sleep 0.2
done
for place in /etc/x /opt/cchc/x /usr/x; do
    touch $place 2> /dev/null && { echo "wrote $place"; exit 7; }
done
touch /tmp/x || exit 6
id -u
kill -TERM $service
wait $service
echo "ended $?"
"""


def _json_of(instruction: str) -> list[str]:
    """Return the words of an instruction of the Containerfile that is written as a JSON list."""
    found = re.search(rf"^{instruction} (\[.*\])$", _CONTAINERFILE, re.MULTILINE)
    assert found, instruction
    return [str(word) for word in json.loads(found[1])]


def _command_line(root: Path, opt: Path, hosts: str) -> list[str]:
    bwrap = shutil.which("bwrap")
    if bwrap is None:
        pytest.skip("bwrap (package bubblewrap) is not installed")
    kept = [path for path in {sys.prefix, sys.base_prefix, str(REPOSITORY)} if Path(path).is_dir()]
    keep = [word for path in sorted(kept) for word in ("--ro-bind", path, path)]
    (uid,) = re.findall(r"useradd .*--uid (\d+)", _CONTAINERFILE)
    return [
        *(bwrap, "--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--tmpfs", "/srv"),  # noqa: S108
        *("--tmpfs", "/opt", *keep, "--ro-bind", str(opt), "/opt/cchc", "--bind", str(root), "/srv/cchc"),
        *("--remount-ro", "/opt", "--remount-ro", "/srv"),
        *("--unshare-all", "--uid", uid, "--gid", uid, "--cap-drop", "ALL", "--die-with-parent", "--new-session"),
        *("--clearenv", "--setenv", "PATH", os.environ["PATH"], "--setenv", "PYTHONPATH", str(REPOSITORY / "scripts")),
        *("--setenv", "PYTHONDONTWRITEBYTECODE", "1", "--setenv", "CCHC_ALLOWED_HOSTS", hosts, "--chdir", "/srv/cchc"),
    ]


@pytest.mark.parametrize("hosts", ["", "cchc.example.vn, localhost"])
def test_the_image_starts_a_healthy_service_that_can_write_its_data_only(tmp_path: Path, hosts: str) -> None:
    """Entry point, command and health check work under all that the guide's ``podman run`` takes away."""
    root, opt = tmp_path / "cchc", tmp_path / "opt"
    (root / "site").mkdir(parents=True)
    (root / "site" / "index.html").write_text("<h1>Trang chủ</h1>", encoding="utf-8")
    (root / "var").mkdir(mode=0o700)
    for program in {word for name in ("ENTRYPOINT", "HEALTHCHECK CMD") for word in _json_of(name)[:1]}:
        file = opt / Path(program).relative_to("/opt/cchc")
        file.parent.mkdir(parents=True, exist_ok=True)
        wrapper = _WRAPPER if file.name == "cchc" else '#!/bin/sh\nexec {python} "$@"\n'
        file.write_text(wrapper.format(python=sys.executable), encoding="utf-8")
        file.chmod(0o755)
    check = shlex.join(_json_of("HEALTHCHECK CMD"))
    (root / "var" / "kham.sh").write_text(f"{check} 2> /dev/null\n", encoding="utf-8")
    service = [*_json_of("ENTRYPOINT"), *_json_of("CMD")]
    command = [*_command_line(root, opt, hosts), "/bin/sh", "-c", _INSIDE, "sh", *service]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    if "Creating new namespace failed" in done.stderr or "setting up uid map" in done.stderr:
        pytest.skip(f"this machine lets nobody make namespaces: {done.stderr.strip()}")
    (uid,) = re.findall(r"useradd .*--uid (\d+)", _CONTAINERFILE)
    account, ended = done.stdout.splitlines()[:2]
    # 143: the service has put everything away and then ended by the signal itself.
    assert (done.returncode, account, ended in ("ended 0", "ended 143")) == (0, uid, True), done.stdout + done.stderr
    assert not list((root / "var").glob("*-wal"))
    assert (root / "var" / "gop-y.sqlite3").stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in root.iterdir()) == ["site", "var"]


def test_the_image_names_programs_that_its_preparation_makes() -> None:
    """What is started lies in the environment that ``scripts/prepare`` makes, as the account that it names."""
    assert re.search(r"^RUN scripts/prepare run\b", _CONTAINERFILE, re.MULTILINE)
    assert _json_of("ENTRYPOINT") == ["/opt/cchc/.venv/bin/cchc"]
    assert re.search(r"^USER cchc$", _CONTAINERFILE, re.MULTILINE)


def test_the_image_holds_what_the_program_needs_and_nothing_else() -> None:
    """Parts are copied by name, all that the wheel carries among them; history, tests and local data are not."""
    copied = {word for line in re.findall(r"^COPY (.*) \S+$", _CONTAINERFILE, re.MULTILINE) for word in line.split()}
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    carried = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert {"pyproject.toml", "README.md", "scripts", *carried} <= copied
    assert copied <= {"pyproject.toml", "README.md", "LICENSE", "scripts", *carried}
