"""The guides on keys, logs, browsers and mending say what the program really does."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc.cli.doctor.settings import OLDEST_KEY
from cchc.feedback.accounts import SessionPolicy
from cchc.web.key_file import OVERLAP
from cchc.web.probes import Probe
from cchc.web.receipts import LIFE
from cchc.web.security import HEADERS, POLICY

REPOSITORY = Path(__file__).resolve().parents[2]
DEPLOY = REPOSITORY / "scripts" / "deploy"
PACKAGE = REPOSITORY / "scripts" / "cchc"
_CRYPTOGRAPHY = frozenset(
    {
        "hashlib",
        "hmac",
        "secrets",
        "random",
        "uuid",
        "ssl",
        "argon2",
        "pyotp",
        "itsdangerous",
        "altcha",
        "joserfc",
        "crypt",
    }
)
_LEVELS = ("debug", "info", "warning", "error", "exception", "critical")


def _read(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def _trees() -> Iterator[tuple[str, ast.Module]]:
    for file in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(file.relative_to(PACKAGE).with_suffix("").parts)
        yield name, ast.parse(file.read_text(encoding="utf-8"))


def _imported(tree: ast.Module) -> set[str]:
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return {name.partition(".")[0] for name in names}


def _sentences() -> Iterator[tuple[str, str]]:
    """Yield every sentence that the program can log, with its module."""
    for name, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _LEVELS:
                spoken = node.func.value
                if isinstance(spoken, ast.Name) and spoken.id in ("log", "security", "access"):
                    assert isinstance(node.args[0], ast.Constant), (name, ast.unparse(node))
                    yield name, str(node.args[0].value)


def _loggers() -> Iterator[str]:
    for name, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "logging.getLogger":
                given = node.args[0]
                yield str(given.value) if isinstance(given, ast.Constant) else f"cchc.{name}"


@pytest.mark.slow
def test_every_use_of_cryptography_is_in_the_inventory() -> None:
    """A module that imports anything of the kind has its place in a table of the page."""
    users = {name for name, tree in _trees() if _imported(tree) & _CRYPTOGRAPHY}
    told = set(re.findall(r"`([a-z_0-9.]+)`", _read("khoa.md").partition("## 3.")[2]))
    assert len(users) > 30
    assert users - told == set()


def test_the_inventory_names_no_module_that_is_gone() -> None:
    """Whoever looks one up finds it."""
    told = set(re.findall(r"`([a-z_]+(?:\.[a-z_0-9]+)+)`", _read("khoa.md").partition("## 3.")[2]))
    assert told - {name for name, _ in _trees()} == set()


def test_the_policy_of_keys_says_what_the_program_does() -> None:
    """How long an old key is taken, when the doctor reminds, how long a session and a receipt live."""
    page = _read("khoa.md")
    assert f"khóa trước còn được nhận {OVERLAP.total_seconds() // 3600:.0f} giờ" in page
    assert f"khi khóa quá {OLDEST_KEY.days} ngày" in page
    policy = SessionPolicy()
    assert f"sau {policy.life.seconds // 3600} giờ, hoặc {policy.idle.seconds // 60} phút không dùng" in page
    assert f"biên nhận trong cookie, {LIFE.seconds // 60} phút" in page


def test_every_kind_of_key_has_its_whole_life() -> None:
    """Each row says what for, where and who, how made, when and how changed."""
    rows = re.findall(r"^\| (.+) \|$", _read("khoa.md").partition("## 2.")[0], re.MULTILINE)[1:]
    assert len(rows) == 6
    for row in rows:
        cells = [cell.strip() for cell in row.split(" | ")]
        assert len(cells) == 6, row
        assert all(cells), row


@pytest.mark.slow
def test_every_sentence_of_the_log_is_in_the_inventory() -> None:
    """Also every logger, and every sort of attempt."""
    page = _read("nhat-ky.md")
    sentences = list(_sentences())
    assert len(sentences) > 20
    assert [entry for entry in sentences if f"`{entry[1]}`" not in page] == []
    own = {name for name in _loggers() if name.startswith("cchc")}
    assert {name for name in own if f"`{name}`" not in page} == set()
    assert [probe for probe in Probe if f"`{probe.value}`" not in page] == []


def test_no_sentence_of_the_inventory_is_made_up() -> None:
    """Whoever looks for one in the log looks for what the program says."""
    section = _read("nhat-ky.md").partition("## 2.")[2].partition("## 3.")[0]
    spans = {span for span in re.findall(r"`([^`]+)`", section) if " " in span}
    known = {sentence for _, sentence in _sentences()} | {probe.value for probe in Probe} | {"an unknown name"}
    assert spans - known == set()


def test_every_header_rule_and_cookie_is_told() -> None:
    """With what they are for and what happens without them."""
    page = _read("trinh-duyet.md")
    assert [name for name in HEADERS if f"| `{name}` |" not in page] == []
    rules = [rule.partition(" ") for rule in POLICY.split("; ")]
    assert [name for name, _, value in rules if f"| `{name}` | `{value}` |" not in page] == []
    code = "".join(file.read_text(encoding="utf-8") for file in (PACKAGE / "web").rglob("*.py"))
    cookies = set(re.findall(r'CookieName\("(\w+)"', code))
    assert len(cookies) >= 4
    assert {f"__Host-{name}" for name in cookies} == set(re.findall(r"^\| `(__Host-\w+)` \|", page, re.MULTILINE))
    # One place sets them all, so that none goes without the flags that the page promises.
    assert code.count("response.set_cookie(") == 1


def test_no_other_code_sets_cookies() -> None:
    """Neither scripts of the site nor those of the service."""
    scripts = [*(PACKAGE / "web" / "static").glob("*.js"), *(PACKAGE / "outputs" / "assets").rglob("*.js")]
    assert [file.name for file in scripts if "document.cookie" in file.read_text(encoding="utf-8")] == []


def test_the_promise_of_mending_has_a_time_for_every_grade() -> None:
    """Days for the project and for the machine, longer the lower the grade; the risky parts are parts we have."""
    page = _read("va-loi.md")
    rows = re.findall(r"^\| .*?(\d+) ngày \| (\d+) ngày \|$", page, re.MULTILINE)
    times = [(int(ours), int(theirs)) for ours, theirs in rows]
    assert len(times) >= 2
    assert times == sorted(times)
    assert all(ours < theirs for ours, theirs in times)
    locked = _names_of("run.txt") | _names_of("dev.txt")
    risky = re.findall(r"\(([\w, -]+)\)", page.partition("**Thành phần rủi ro cao**")[2].partition("\n\n")[0])
    named = {name.strip().lower() for group in risky for name in group.split(",")}
    assert len(named) > 8
    assert named - locked == set()


def _names_of(lock: str) -> set[str]:
    text = (REPOSITORY / "scripts" / "locks" / lock).read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z0-9-]+)(?:\[[^\]]*\])?==", text, re.MULTILINE))


@pytest.mark.parametrize("service", sorted((DEPLOY / "systemd").glob("*.service")), ids=lambda file: file.name)
def test_a_unit_can_neither_read_nor_change_the_log(service: Path) -> None:
    """What it says goes to the journal; it belongs to no group that reads it and may write nowhere below /var/log."""
    text = service.read_text(encoding="utf-8")
    assert re.search(r"^(SupplementaryGroups|StandardOutput|StandardError|LogNamespace)=", text, re.MULTILINE) is None
    assert "ProtectSystem=strict" in text
    written = re.findall(r"^ReadWritePaths=-?(\S+)$", text, re.MULTILINE)
    assert [path for path in written if not path.startswith(("/srv/cchc", "/mnt/"))] == []


def test_the_sample_sends_the_log_encrypted_to_somebody_who_proves_who_he_is() -> None:
    """HTTPS, both sides with certificates, the receiver's issuer named."""
    text = _read("systemd/journal-upload.conf")
    assert re.search(r"^URL=https://", text, re.MULTILINE)
    for name in ("ServerKeyFile", "ServerCertificateFile", "TrustedCertificateFile"):
        assert re.search(rf"^{name}=/", text, re.MULTILINE), name
