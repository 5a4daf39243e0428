"""``scripts/bench preview``: from a saved edit to the loaded page in Chromium, for the sample and all procedures."""

import argparse
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.measure import machine, print_table, run
from cchc.plugin.preview.server import PreviewServer

REPOSITORY = Path(__file__).resolve().parents[2]
SHARED = REPOSITORY.parent / "shared"
_MARK = "Câu để đo số"


def main(arguments: Sequence[str] | None = None) -> None:
    """Edit one file again and again and print how long each edit took to stand in the browser."""
    options = _options(arguments)
    rows: list[list[str]] = []
    with tempfile.TemporaryDirectory(prefix="cchc-bench-", dir=options.work) as folder, _chromium() as browser:
        sample = _copy_sample(Path(folder) / "sample")
        post = next(iter(sorted((sample / "posts").rglob("*.md"))))
        procedure = next(iter(sorted((sample / "tthc").glob("*/1.*.md"))))
        guide = sample / "docs" / "huong-dan" / "index.md"
        rows += _measure(browser, sample, [("post", post), ("procedure", procedure), ("guide", guide)], options.edits)
        if (SHARED / "data").is_dir():
            national = _import_all(Path(folder) / "national", sample)
            procedure = next(iter(sorted((national / "tthc").glob("*/1.*.md"))))
            post = next(iter(sorted((national / "posts").rglob("*.md"))))
            rows += _measure(browser, national, [("post", post), ("procedure", procedure)], options.edits)
        else:
            print(f"without all procedures: no shared data at {SHARED}", file=sys.stderr)
    print(f"\nfrom saving a file to the loaded page, {options.edits} edits each – {machine()}\n")
    print_table(("root", "edited", "median s", "slowest s", "reading s"), rows)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench preview", description=main.__doc__)
    parser.add_argument("--edits", type=int, default=10, help="edits to take the median of (default 10)")
    parser.add_argument("--work", type=Path, help="folder for the copies (default: the system's)")
    return parser.parse_args(arguments)


@contextmanager
def _chromium() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        sys.exit("needs an installed Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def _copy_sample(root: Path) -> Path:
    for name in ("docs", "posts", "tthc"):
        shutil.copytree(REPOSITORY / name, root / name)
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    return root


def _import_all(root: Path, sample: Path) -> Path:
    root.mkdir()
    cchc = Path(sys.executable).with_name("cchc")
    command = [cchc] if cchc.exists() else [Path(sys.executable), "-m", "cchc"]
    run([*command, "import", SHARED / "data" / "tthc" / "dvcqg-api-2026-07", "--root", root], root)
    shutil.copytree(sample / "posts", root / "posts")
    shutil.copytree(sample / "docs", root / "docs")
    shutil.copy(sample / "mkdocs.yml", root)
    return root


def _measure(browser: Browser, root: Path, edited: Sequence[tuple[str, Path]], edits: int) -> list[list[str]]:
    readings: list[float] = []
    server = PreviewServer(root, 0, lambda refresh: readings.append(refresh.seconds))
    server.open()
    stop = threading.Event()
    watching = threading.Thread(target=_watch, args=(server, stop))
    watching.start()
    try:
        return [[root.name, name, *_edit(browser, server, root, file, edits, readings)] for name, file in edited]
    finally:
        stop.set()
        watching.join()
        server.close()


def _watch(server: PreviewServer, stop: threading.Event) -> None:
    while not stop.is_set():
        server.pause()
        server.look()


def _edit(
    browser: Browser, server: PreviewServer, root: Path, file: Path, edits: int, readings: list[float]
) -> list[str]:
    page = browser.new_page()
    page.set_default_timeout(180_000)  # all procedures on a busy machine
    _touch(file, 0)
    while server.site.last.changed != (file.relative_to(root).as_posix(),):
        time.sleep(0.05)
    page.goto(server.url + server.site.last.url.lstrip("/"))
    page.get_by_text(f"{_MARK} 0.").first.wait_for(state="attached")
    readings.clear()
    taken = []
    for number in range(1, edits + 1):
        started = time.perf_counter()
        _touch(file, number)
        page.get_by_text(f"{_MARK} {number}.").first.wait_for(state="attached")
        taken.append(time.perf_counter() - started)
    page.close()
    return [f"{statistics.median(taken):.2f}", f"{max(taken):.2f}", f"{statistics.median(readings):.2f}"]


def _touch(file: Path, number: int) -> None:
    text = file.read_text(encoding="utf-8").split(f"\n\n{_MARK}")[0].rstrip("\n")
    file.write_text(f"{text}\n\n{_MARK} {number}.\n", encoding="utf-8")


if __name__ == "__main__":
    main()
