"""``scripts/bench feeds``: how long the feeds take, how large they are, and what the W3C feed validator says of each.

The validator is not part of this project. Get its code and its two libraries for the check:

    git clone https://github.com/w3c/feedvalidator DIR
    python3 -m venv VENV && VENV/bin/pip install html5lib rdflib
    scripts/bench feeds --validator DIR --python VENV/bin/python
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import feedparser

from benchmarks.feed_posts import write_posts
from benchmarks.measure import machine, print_table
from cchc.model.site import Site
from cchc.outputs.artefact import Artefact
from cchc.outputs.feeds import make_feeds
from cchc.outputs.files import make_files
from cchc.outputs.pictures import make_pictures
from cchc.outputs.rendering import make_rendering
from cchc.outputs.writing import Writer
from cchc.pipeline import load
from cchc.plugin import read_site, starter_lists, starter_root
from cchc.text import parse_datetime

REPOSITORY = Path(__file__).resolve().parents[2]
NOW = parse_datetime("2026-11-22T08:00+07:00")
_HEAD = ("site", "news", "feeds", "files", "MB", "CPU s", "no cache", "bozo", "W3C files", "errors", "warnings")


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the feeds of the sample and of generated sites, and print what they took and whether they are valid."""
    options = _options(arguments)
    rows, messages = [], Counter[str]()
    with tempfile.TemporaryDirectory(prefix="cchc-bench-", dir=options.work) as folder:
        for posts in (0, *options.posts):
            root = _make_root(Path(folder) / str(posts), posts)
            rows.append(_measure(root, posts, options, messages))
    print(f"\nfeeds – {machine()}\n")
    print_table(_HEAD, rows)
    for message, count in messages.most_common(20):
        print(f"{count} × {message}")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="scripts/bench feeds", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--posts", type=int, nargs="*", default=[500, 1000, 2000, 4000], help="sizes of generated sites"
    )
    parser.add_argument("--validator", type=Path, metavar="DIR", help="a checkout of github.com/w3c/feedvalidator")
    parser.add_argument("--python", default=sys.executable, help="interpreter with html5lib and rdflib")
    parser.add_argument("--work", type=Path, help="folder for the generated sites (default: the system's)")
    return parser.parse_args(arguments)


def _make_root(root: Path, posts: int) -> Path:
    """Copy the repository's content; with ``posts`` its news are joined by generated ones up to that number."""
    root.mkdir(parents=True)
    for name in ("docs", "posts", "tthc"):
        shutil.copytree(REPOSITORY / name, root / name)
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    write_posts(root, posts - len(list((root / "posts").rglob("*.md"))))
    return root


def _measure(root: Path, posts: int, options: argparse.Namespace, messages: Counter[str]) -> list[str]:
    catalogue, problems = load(root, NOW, default_lists=starter_lists(), cache_dir=None)
    errors = [str(problem) for problem in problems if problem.is_error]
    if errors:
        sys.exit("\n".join(errors[:20]))
    site = read_site(root)
    pictures = make_pictures(root, catalogue.tin, root / ".cache")
    sizes = {f"/{file.uri}": len(file.data) for file in (*make_files(root, catalogue), *pictures.artefacts())}
    rendering = make_rendering([starter_root() / "overrides"], site, cache_dir=None, pictures=pictures)
    seconds = []
    for _ in range(2):  # the first run converts every text from Markdown, the second one finds it in the cache
        started = time.process_time()
        artefacts = list(make_feeds(catalogue, rendering, sizes))
        seconds.append(time.process_time() - started)
    folder = root / "site"
    for _ in Writer(folder).write_all(artefacts):
        pass
    return [
        f"{posts} news" if posts else "sample",
        str(len(catalogue.tin)),
        str(sum(1 for artefact in artefacts if artefact.uri.endswith(".json"))),
        str(len(artefacts)),
        f"{sum(len(artefact.data) for artefact in artefacts) / 2**20:.1f}",
        f"{seconds[1]:.2f}",
        f"{seconds[0]:.2f}",
        str(_unreadable(artefacts)),
        *_validate(folder / "rss", site, options, messages),
    ]


def _unreadable(artefacts: Sequence[Artefact]) -> int:
    """Count the feeds that feedparser could not read without repairing them."""
    feeds = (artefact.data for artefact in artefacts if artefact.uri.endswith((".xml", ".atom")))
    return sum(bool(feedparser.parse(data).bozo) for data in feeds)


def _validate(folder: Path, site: Site, options: argparse.Namespace, messages: Counter[str]) -> tuple[str, str, str]:
    if not options.validator:
        return ("–", "–", "–")
    script = Path(__file__).with_name("feed_validator.py")
    address = f"{site.url.rstrip('/')}/rss/"
    command = [options.python, str(script), str(options.validator), str(folder), address]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    result = json.loads(done.stdout)
    messages.update(result["messages"])
    return str(result["files"]), str(result["errors"]), str(result["warnings"])


if __name__ == "__main__":
    main()
