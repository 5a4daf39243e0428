"""``scripts/bench search``: quality by kind of query, bytes, build seconds, milliseconds, peers in the same run."""

import argparse
import gzip
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from benchmarks.measure import machine, print_table, run
from benchmarks.search_data import NOW, Query, documents_of, enlarge, read_queries, write_artefacts
from benchmarks.search_peers import Answers, ask_material, ask_minisearch, ask_pagefind
from benchmarks.search_served import serve
from cchc.catalogue import Catalogue
from cchc.outputs.search import make_search
from cchc.outputs.stylesheet import make_tai_nguyen
from cchc.pipeline import load

REPOSITORY = Path(__file__).resolve().parents[2]
SHARED = REPOSITORY.parent / "shared"
LISTS = REPOSITORY / "tthc" / "danh-muc"
SCRIPTS = REPOSITORY / "scripts" / "cchc" / "outputs" / "assets" / "js"

ENGINE = ("chu-viet", "toan-van", "bo-loc", "chi-muc", "cau-hoi", "khe", "cham-diem", "mo-ta", "tim-kiem", "ket-qua")
LOOKUP = (*ENGINE, "o-loc", "tra-cuu")
SUGGESTIONS = (*ENGINE, "goi-y")
ROUNDS = 5
NAMES_ONLY = 300
PROCEDURES = 5_700
POSTS = 4_000

_TYPE = """async (queries) => {
  const form = document.querySelector("form#tra-cuu");
  const list = document.getElementById("ket-qua");
  const times = [];
  for (const query of queries) {
    form.elements.q.value = query;
    const before = performance.now();
    form.dispatchEvent(new Event("submit", { cancelable: true, bubbles: true }));
    list.getBoundingClientRect();
    times.push(performance.now() - before);
    while (list.dataset.state !== "done") await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return times;
}"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure the lookup on the shared catalogue and print tables."""
    options = _options(arguments)
    if not SHARED.is_dir():
        sys.exit(f"needs the shared data beside the checkout: {SHARED}")
    queries = read_queries(options.queries)
    with tempfile.TemporaryDirectory(prefix="cchc-bench-", dir=options.work) as folder, sync_playwright() as playwright:
        work = Path(folder)
        chromium = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox", "--disable-gpu"])
        health = _import(work / "health", "dvcqg-api-2026-07/y-te")
        whole = _import(work / "whole", "dvcqg-api-2026-07")
        print(f"\nsearch – {machine()}\n{len(queries)} queries of {options.queries.name}\n")
        own = [_ask_own(work, catalogue, options.queries) for catalogue in (health, whole)]
        _print_quality(queries, own)
        _print_peers(work, [health] if options.quick else [health, whole], queries, options.queries, own, chromium)
        _print_cost(work, health, whole, queries, options.queries, chromium)
        chromium.close()


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench search", description=main.__doc__)
    default = SHARED / "data" / "tra-cuu" / "cau-hoi-phat-trien.jsonl"
    parser.add_argument("--queries", type=Path, default=default, help="queries, one JSON object a line")
    parser.add_argument("--quick", action="store_true", help="peers over the health procedures only")
    parser.add_argument("--work", type=Path, help="folder for the generated sites (default: the system's)")
    return parser.parse_args(arguments)


def _chromium() -> str:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    return found or sys.exit("no Chromium is installed")


def _import(root: Path, source: str) -> Catalogue:
    root.mkdir()
    run([_cchc(), "import", SHARED / "data" / "tthc" / source, "--root", root], root)
    catalogue, _ = load(root, NOW, default_lists=LISTS, cache_dir=None)
    return catalogue


def _cchc() -> Path:
    return Path(sys.executable).parent / "cchc"


def _ask_own(work: Path, catalogue: Catalogue, queries: Path) -> dict[str, Any]:
    folder = write_artefacts(make_search(catalogue), work / f"own-{len(catalogue.cong_khai)}")
    engine = work / "engine"
    if not engine.exists():
        shutil.copytree(SCRIPTS, engine)
        (engine / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    node = shutil.which("node") or sys.exit("node is not installed")
    script = Path(__file__).with_name("search_own.mjs")
    command = [node, script, engine, folder, queries, str(ROUNDS)]
    done: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    done["folder"], done["procedures"] = folder, len(catalogue.cong_khai)
    return done


# --- quality


def _rank(query: Query, found: Sequence[str]) -> int:
    """Return the place of the first right code among the first ten, or 0."""
    return next((place for place, ma in enumerate(found[:10], 1) if ma in query.ma), 0)


def _scores(queries: Sequence[Query], found: Iterable[Sequence[str]]) -> tuple[float, float, float]:
    ranks = [_rank(query, codes) for query, codes in zip(queries, found, strict=True)]
    count = len(ranks) or 1
    first, three = sum(rank == 1 for rank in ranks), sum(0 < rank <= 3 for rank in ranks)
    return first / count, three / count, sum(1 / rank for rank in ranks if rank) / count


def _print_quality(queries: Sequence[Query], own: Sequence[dict[str, Any]]) -> None:
    kinds = [*dict.fromkeys(query.kieu for query in queries), "all"]
    rows = []
    for kind in kinds:
        chosen = [place for place, query in enumerate(queries) if kind in (query.kieu, "all")]
        asked = [queries[place] for place in chosen]
        row = [kind, str(len(chosen))]
        for done in own:
            for which in ("full", "first"):
                scores = _scores(asked, [done["answers"][place][which] for place in chosen])
                row += [f"{value:.2f}" for value in (scores if which == "full" else scores[1:2])]
        rows.append(row)
    head = ["kind", "n"]
    for done in own:
        head += [f"s@1 of {done['procedures']}", "s@3", "MRR@10", "s@3 by names"]
    print_table(head, rows)


# --- peers


def _print_peers(
    work: Path, catalogues: Sequence[Catalogue], queries: Sequence[Query], file: Path, own: Sequence[Any], on: Browser
) -> None:
    rows = []
    for number, catalogue in enumerate(catalogues):
        documents = documents_of(catalogue)
        place = work / f"peers-{number}"
        place.mkdir()
        size = _lookup_bytes(own[number]["folder"])[2]
        ours = Answers("this search", _found(own[number]), _times(own[number]), size, _build_seconds(catalogue))
        asked = (
            ours,
            ask_minisearch(place, documents, file),
            ask_pagefind(place, documents, queries, on),
            ask_material(place, documents, queries, on),
        )
        rows += [[str(len(documents)), *_peer_row(answers, queries)] for answers in asked]
    print("\nthe same queries and texts, each search in its usual set-up\n")
    head = ("procedures", "search", "s@1", "s@3", "MRR@10", "KB to first results", "ms median", "build s")
    print_table(head, rows)


def _found(done: dict[str, Any]) -> list[list[str]]:
    return [answer["full"] for answer in done["answers"]]


def _times(done: dict[str, Any]) -> list[float]:
    return [answer["ms"] for answer in done["answers"]]


def _peer_row(answers: Answers, queries: Sequence[Query]) -> list[str]:
    first, three, mrr = _scores(queries, answers.found)
    size, ms = f"{answers.bytes / 1024:.0f}", f"{statistics.median(answers.ms):.1f}"
    return [answers.name, f"{first:.2f}", f"{three:.2f}", f"{mrr:.2f}", size, ms, f"{answers.built:.1f}"]


def _build_seconds(catalogue: Catalogue) -> float:
    started = time.perf_counter()
    for _ in make_search(catalogue):
        pass
    return time.perf_counter() - started


# --- bytes and times


def _print_cost(
    work: Path, health: Catalogue, whole: Catalogue, queries: Sequence[Query], file: Path, on: Browser
) -> None:
    site = work / "health"
    run([_cchc(), "build", "--root", site], site)
    sizes, times = [], []
    for catalogue in (enlarge(health, NAMES_ONLY, 0), whole, enlarge(whole, PROCEDURES, POSTS)):
        seconds = _build_seconds(catalogue)
        done = _ask_own(work, catalogue, file)
        count = str(done["procedures"])
        code, index, total = _lookup_bytes(done["folder"])
        suggestions = _bytes_of(SUGGESTIONS) + _packed(done["folder"] / "tra-cuu" / "goi-y.json")
        sizes.append([count, *(f"{value / 1024:.1f}" for value in (code, index, total, suggestions))])
        in_page = [_type_in_page(site / "site", done["folder"], queries, on, rate) for rate in (1, 4)]
        node = statistics.median(_times(done))
        row = [f"{node:.1f}", *(f"{statistics.median(ms):.1f}" for ms in in_page), f"{max(in_page[1]):.0f}"]
        times.append([count, str(len(catalogue.tin)), f"{seconds:.2f}", f"{done['prepared']:.0f}", *row])
    print("\nbytes, KB compressed, until the first results (above 4,525: real procedures again under new codes)\n")
    print_table(("procedures", "code", "index", "code + index", "header suggestions in all"), sizes)
    print("\nseconds to make the index; milliseconds from a query to its results (in Chromium: cards in the page)\n")
    head = ("procedures", "posts", "build s", "read ms", "Node ms", "Chromium ms", "4x slower ms", "worst of these")
    print_table(head, times)


def _lookup_bytes(folder: Path) -> tuple[int, int, int]:
    code, index = _bytes_of(LOOKUP), _packed(folder / "tra-cuu" / "chi-muc.json")
    return code, index, code + index


def _bytes_of(names: Iterable[str]) -> int:
    files = make_tai_nguyen("").artefacts
    sizes = {file.uri.split("/")[1].split(".")[0]: len(gzip.compress(file.data)) for file in files}
    return sum(sizes[name] for name in names)


def _packed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes()))


def _type_in_page(site: Path, index: Path, queries: Sequence[Query], on: Browser, rate: int) -> list[float]:
    """Put the index into the built site, ask the lookup page in Chromium, slowed down ``rate`` times."""
    shutil.rmtree(site / "tra-cuu" / "toan-van", ignore_errors=True)
    shutil.copytree(index / "tra-cuu", site / "tra-cuu", dirs_exist_ok=True)
    with serve(site) as (address, _):
        page = on.new_page()
        page.goto(f"{address}tra-cuu/")
        page.wait_for_selector('#ket-qua[data-state="done"]')
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": rate})
        times: list[float] = page.evaluate(_TYPE, [query.cau_hoi for query in queries])
        page.close()
    return times


if __name__ == "__main__":
    main()
