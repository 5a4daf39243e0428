"""``scripts/bench news``: whether any step over the news grows faster than their number."""

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from benchmarks.measure import machine, print_table, run
from benchmarks.news_words import write_root
from cchc.catalogue import build
from cchc.catalogue.related import relate
from cchc.outputs.feeds import make_feeds
from cchc.outputs.page import Page
from cchc.outputs.pages.tin_tuc import make_tin_tuc
from cchc.outputs.rendering import Rendering
from cchc.plugin.config import CchcConfig
from cchc.plugin.host import configure
from cchc.plugin.session import open_session
from cchc.plugin.starter import starter_lists
from cchc.plugin.theme import prepare
from cchc.sources import read
from cchc.text import VIETNAM

_NOW = datetime(2026, 11, 22, 8, 0, tzinfo=VIETNAM)
_STEPS = ("read", "join", "related", "lists, archives", "articles", "feeds", "full build", "full build, by the clock")
_ARTICLE = "tin.html"

_Times = dict[str, float]


def main(arguments: Sequence[str] | None = None) -> None:
    """Build archives of made-up posts of growing size and print what each step takes, in all and for one post.

    Seconds of the processor say more than the clock on a machine that does other work beside.
    """
    parser = argparse.ArgumentParser(prog="scripts/bench news", description=main.__doc__)
    parser.add_argument("--posts", type=int, nargs="+", default=[500, 1000, 2000, 4000], help="sizes to measure")
    parser.add_argument("--work", type=Path, help="folder for the generated sites (default: the system's)")
    options = parser.parse_args(arguments)
    found: list[tuple[int, _Times, int]] = []
    for posts in options.posts:
        with tempfile.TemporaryDirectory(prefix="cchc-bench-", dir=options.work) as folder:
            root = Path(folder) / "root"
            write_root(root, posts, _NOW)
            times, pages = _measure(root)
            found.append((posts, times, pages))
    print(f"\nsteps over the news – {machine()}\n\nseconds of the processor")
    head = ("posts", "list pages", *_STEPS)
    print_table(
        head, [(str(posts), str(pages), *(f"{times[step]:.2f}" for step in _STEPS)) for posts, times, pages in found]
    )
    print("\nmilliseconds of the processor for one post")
    per_post = [
        (str(posts), f"{pages / posts:.2f}", *(f"{1000 * times[step] / posts:.2f}" for step in _STEPS))
        for posts, times, pages in found
    ]
    print_table(head, per_post)


def _measure(root: Path) -> tuple[_Times, int]:
    times: _Times = {}
    with _timed(times, "read"):
        content, problems = read(root, default_lists=starter_lists())
    if problems:
        sys.exit(f"the generated posts are no valid content: {problems[0]}")
    with _timed(times, "join"):
        catalogue, _ = build(content, _NOW)
    with _timed(times, "related"):
        relate(catalogue.tin)
    rendering = _rendering(root)
    pages = list(make_tin_tuc(catalogue))
    lists = [page for page in pages if page.template != _ARTICLE]
    for step, chosen in (
        ("lists, archives", lists),
        ("articles", [page for page in pages if page.template == _ARTICLE]),
    ):
        with _timed(times, step):
            _render(rendering, chosen)
    with _timed(times, "feeds"):
        for _ in make_feeds(catalogue, rendering, {}):
            pass
    command = (sys.executable, "-m", "cchc", "build", "--root", str(root), "--now", _NOW.isoformat(), "--clean")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    times["full build, by the clock"] = run(command, root).seconds
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    times["full build"] = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return times, len(lists)


def _rendering(root: Path) -> Rendering:
    with tempfile.TemporaryDirectory(prefix="cchc-bench-") as scratch:
        config = configure(root, Path(scratch))
        prepare(config)
        return open_session(root, _NOW, CchcConfig(), config, production=False).rendering


def _render(rendering: Rendering, pages: Sequence[Page]) -> None:
    for page in pages:
        rendering.slots(page)


@contextmanager
def _timed(times: _Times, step: str) -> Iterator[None]:
    started = time.process_time()
    yield
    times[step] = time.process_time() - started


if __name__ == "__main__":
    main()
