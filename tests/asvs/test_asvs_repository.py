"""Security requirements that are seen in the repository: dependencies, secrets, dangerous calls, deployment."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGE = REPOSITORY / "scripts" / "cchc"
_SERVICE = (PACKAGE / "web", PACKAGE / "feedback")


def _calls(folder: Path) -> Iterator[tuple[str, ast.Call]]:
    for file in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield f"{file.relative_to(PACKAGE)}: {ast.unparse(node.func)}", node


def _scripts() -> list[Path]:
    folders = (PACKAGE / "web" / "static", PACKAGE / "outputs" / "assets")
    return [file for folder in folders for file in sorted(folder.rglob("*.js"))]


def test_no_program_is_made_of_text() -> None:
    """Neither eval nor exec nor a shell nor unsafe YAML; pickles are read from the build's own cache folder only."""
    bad = re.compile(r": (eval|exec|compile|os\.system|os\.popen|yaml\.(load|unsafe_load)|marshal\.loads)$")
    calls = [(name, call) for folder in (PACKAGE,) for name, call in _calls(folder)]
    assert [name for name, _ in calls if bad.search(name)] == []
    assert [name for name, call in calls if any(word.arg == "shell" for word in call.keywords)] == []
    pickles = {name.partition(":")[0] for name, _ in calls if name.endswith("pickle.loads")}
    assert pickles <= {"outputs/markdown_text.py", "sources/cache.py"}


def test_no_weak_hash_and_no_guessable_number_in_the_service() -> None:
    """Digests are SHA-256 or BLAKE2, random values come from the operating system."""
    names = [name for folder in _SERVICE for name, _ in _calls(folder)]
    assert [name for name in names if re.search(r": (hashlib\.(md5|sha1|new)|random\.|uuid\.uuid1)", name)] == []
    sources = [file.read_text(encoding="utf-8") for folder in _SERVICE for file in folder.rglob("*.py")]
    assert not any(re.search(r"^(import|from) random\b", source, re.MULTILINE) for source in sources)


def test_statements_are_never_pieced_together() -> None:
    """SQL text in the service has no words of anybody in it: no f-string or formatting inside ``text(...)``."""
    made = [
        name
        for folder in _SERVICE
        for name, call in _calls(folder)
        if re.search(r": (sa\.)?text$|exec_driver_sql$", name)
        and call.args
        and not isinstance(call.args[0], ast.Constant)
    ]
    assert [name for name in made if not name.startswith(("feedback/backup.py", "feedback/engines.py"))] == []


def test_xml_from_elsewhere_is_read_without_entities() -> None:
    """Every parser of foreign XML refuses entities, document types and the network."""
    for name, call in _calls(PACKAGE / "importers"):
        if name.endswith("XMLParser"):
            words = {word.arg: ast.unparse(word.value) for word in call.keywords}
            assert words.get("resolve_entities") == "False", name
            assert words.get("no_network") == "True", name


def test_browser_scripts_make_no_markup_of_text() -> None:
    """No script of the site or the service writes HTML from text, runs text, or speaks with other windows unchecked."""
    bad = re.compile(
        r"\.innerHTML\s*=|insertAdjacentHTML|document\.write|\beval\(|new Function|\.outerHTML\s*=|setHTMLUnsafe"
    )
    assert [file.name for file in _scripts() if bad.search(file.read_text(encoding="utf-8"))] == []
    listening = [file.name for file in _scripts() if re.search(r"[\"']message[\"']", file.read_text(encoding="utf-8"))]
    assert listening == []


def test_browser_scripts_are_modules_without_globals() -> None:
    """Scripts of the service are modules: nothing in a document's ids can stand in for a variable of theirs."""
    for file in (PACKAGE / "web" / "templates").rglob("*.html"):
        for tag in re.findall(r"<script[^>]*>", file.read_text(encoding="utf-8")):
            assert 'type="module"' in tag, (file.name, tag)
            assert "src=" in tag, (file.name, tag)
    written = list((PACKAGE / "web" / "static").glob("*.js"))
    assert written
    assert [file.name for file in written if re.search(r"\bwindow\.\w+\s*=[^=]", file.read_text())] == []


def test_drafts_in_the_browser_leave_out_who_somebody_is() -> None:
    """Boxes with name, contacts and address are named as personal; the draft's module drops them before writing."""
    text = (PACKAGE / "web" / "static" / "ban-nhap.js").read_text(encoding="utf-8")
    assert {"ho_ten", "email", "dien_thoai", "dia_chi"} <= set(re.findall(r'"(\w+)"', text))
    users = [
        file for file in (PACKAGE / "web" / "static").glob("*.js") if "PERSONAL" in file.read_text(encoding="utf-8")
    ]
    assert len(users) >= 2


@pytest.mark.parametrize("lock", ["run.txt", "dev.txt"])
def test_every_dependency_is_locked_with_its_hash(lock: str) -> None:
    """Each requirement has one exact version and at least one SHA-256."""
    text = (REPOSITORY / "scripts" / "locks" / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    assert len(lines) > 20
    assert [line[:60] for line in lines if not re.match(r"[\w.\-\[\]]+==\S+.*--hash=sha256:[0-9a-f]{64}", line)] == []


def test_installing_demands_the_hashes() -> None:
    """The script that installs refuses what is not in the lock."""
    assert "--require-hashes" in (REPOSITORY / "scripts" / "prepare").read_text(encoding="utf-8")


def test_no_secret_is_in_the_repository() -> None:
    """No private key, token or password of a service is in a file under version control, and var/ is left out."""
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, check=True).stdout.split(
        b"\0"
    )
    secret = re.compile(
        rb"-----BEGIN (?:RSA |EC |OPENSSH )?PRIVATE KEY-----\s+[A-Za-z0-9+/=]{20}|AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{36}"
        rb"|glpat-[A-Za-z0-9_-]{20}|xox[bp]-[0-9]{8}"
    )
    names = [name.decode() for name in tracked if name]
    assert [name for name in names if name.startswith("var/") or name.endswith((".sqlite3", ".env"))] == []
    files = [REPOSITORY / name for name in names]
    assert [file.name for file in files if file.is_file() and secret.search(file.read_bytes())] == []


def test_the_sample_configuration_speaks_new_tls_only() -> None:
    """The front server offers TLS 1.2 and 1.3, leads plain HTTP to HTTPS, and keeps browsers there for a year."""
    folder = REPOSITORY / "scripts" / "deploy" / "nginx"
    text = "".join((folder / name).read_text(encoding="utf-8") for name in ("trang.conf", "gop-y-map.conf"))
    (protocols,) = re.findall(r"ssl_protocols ([^;]+);", text)
    assert set(protocols.split()) <= {"TLSv1.2", "TLSv1.3"}
    assert re.search(r"return 30[18] https://", text)
    assert int(re.search(r"max-age=(\d+)", text)[1]) >= 31536000  # type: ignore[index] # missing is a failure too


def test_templates_print_no_markup_but_drawings_of_ours() -> None:
    """Escaping is on everywhere; ``|safe`` stands only where the program has drawn the code itself."""
    found = [
        (file.name, line.strip())
        for file in (PACKAGE / "web" / "templates").rglob("*.html")
        for line in file.read_text(encoding="utf-8").splitlines()
        if re.search(r"\|\s*safe|autoescape false", line)
    ]
    assert {line for _, line in found} <= {"{{ ma_qr|safe }}"}
