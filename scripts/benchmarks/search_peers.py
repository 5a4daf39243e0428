"""Other searches over the same procedures, each in its usual set-up; installed for the run, never kept."""

import html
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from benchmarks.search_data import Query
from benchmarks.search_served import serve

_HERE = Path(__file__).parent
_WORKER = """async ([worker, queries]) => {
  const config = await (await fetch("search/search_index.json")).json();
  const own = new Worker(worker);
  const reply = (message) => new Promise((resolve) => {
    own.onmessage = ({ data }) => resolve(data);
    own.postMessage(message);
  });
  const started = performance.now();
  await reply({ type: 0, data: { config: config.config, docs: config.docs, options: { suggest: false } } });
  const ready = performance.now() - started;
  const answers = [];
  for (const query of queries) {
    const before = performance.now();
    const { data } = await reply({ type: 2, data: query });
    const full = (data.items ?? []).flat().map((hit) => hit.location.split("#")[0]);
    answers.push({ full: [...new Set(full)].slice(0, 10), ms: performance.now() - before });
  }
  return { ready, answers };
}"""
_PAGEFIND = """async (queries) => {
  const pagefind = await import("/pagefind/pagefind.js");
  await pagefind.options({ language: "vi" });
  await pagefind.init();
  const answers = [];
  for (const query of queries) {
    const before = performance.now();
    const { results } = await pagefind.search(query);
    const data = await Promise.all(results.slice(0, 10).map((result) => result.data()));
    answers.push({ full: data.map(({ url }) => url), ms: performance.now() - before });
  }
  return { answers };
}"""


@dataclass(frozen=True)
class Answers:
    """What one search found for each query (codes, best first), in how many milliseconds, after how many bytes."""

    name: str
    found: Sequence[Sequence[str]]
    ms: Sequence[float]
    bytes: int
    built: float


def ask_minisearch(work: Path, documents: Sequence[Mapping[str, Any]], queries: Path) -> Answers:
    """Ask MiniSearch from npm, in Node."""
    package = work / "node_modules" / "minisearch"
    if not package.exists():
        npm = _tool("npm")
        subprocess.run([npm, "install", "--silent", "--prefix", work, "minisearch"], check=True, cwd=work)
    file = work / "documents.json"
    file.write_text(json.dumps(documents, ensure_ascii=False), encoding="utf-8")
    script = [_tool("node"), _HERE / "search_minisearch.mjs", package, file, queries]
    done = json.loads(subprocess.run(script, check=True, capture_output=True, text=True).stdout)
    answers = done["answers"]
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    return Answers(
        f"MiniSearch {version}",
        [answer["full"] for answer in answers],
        [answer["ms"] for answer in answers],
        done["bytes"],
        done["built"] / 1000,
    )


def ask_pagefind(work: Path, documents: Sequence[Mapping[str, Any]], queries: Sequence[Query], on: Browser) -> Answers:
    """Ask Pagefind from PyPI, in Chromium, over plain pages of the same texts."""
    target = work / "pagefind-package"
    if not target.exists():
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", target, "pagefind_bin"]
        subprocess.run(pip, check=True)
    site = work / "pagefind-site"
    for document in documents:
        page = site / document["ma"] / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        name, text = html.escape(document["ten"]), html.escape(document["noi_dung"])
        page.write_text(
            f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{name}</title></head>'
            f"<body><main data-pagefind-body><h1>{name}</h1><p>{text}</p></main></body></html>",
            encoding="utf-8",
        )
    (site / "index.html").write_text("<!doctype html><title>Pagefind</title>", encoding="utf-8")
    binary = next(file for file in sorted(target.rglob("pagefind*")) if file.is_file() and os.access(file, os.X_OK))
    started = time.perf_counter()
    subprocess.run([binary, "--site", site], check=True, capture_output=True)
    built = time.perf_counter() - started
    with serve(site) as (address, sent):
        page = on.new_page()
        page.goto(address)
        first = page.evaluate(_PAGEFIND, [queries[0].cau_hoi])
        before_results = sent() if first else 0
        answers = page.evaluate(_PAGEFIND, [query.cau_hoi for query in queries])["answers"]
        page.close()
    return Answers("Pagefind", [_codes(answer["full"]) for answer in answers], _ms(answers), before_results, built)


def ask_material(work: Path, documents: Sequence[Mapping[str, Any]], queries: Sequence[Query], on: Browser) -> Answers:
    """Ask the search that Material for MkDocs ships (lunr in its worker), in Chromium, over a site that it built."""
    root = work / "material"
    for document in documents:
        page = root / "docs" / f"{document['ma']}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"# {document['ten']}\n\n{html.escape(document['noi_dung'])}\n", encoding="utf-8")
    (root / "docs" / "index.md").write_text("# Trang chủ\n", encoding="utf-8")
    (root / "mkdocs.yml").write_text(
        "site_name: Material\ntheme:\n  name: material\n  language: vi\nplugins:\n  - search\n"
        "nav:\n  - index.md\nnot_in_nav: |\n  *.md\n",
        encoding="utf-8",
    )
    started = time.perf_counter()
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    subprocess.run(mkdocs, check=True, cwd=root, capture_output=True)
    built = time.perf_counter() - started
    worker = next((root / "site" / "assets" / "javascripts" / "workers").glob("search.*.js"))
    with serve(root / "site") as (address, sent):
        page = on.new_page()
        page.route("**/*.map", lambda route: route.abort())
        page.goto(address)
        page.wait_for_load_state("networkidle")
        before = sent()
        asked = [str(worker.relative_to(root / "site")), [query.cau_hoi for query in queries]]
        answers = _evaluate(page, _WORKER, asked)["answers"]
        transferred = sent() - before
        page.close()
    return Answers("Material (lunr)", [_codes(answer["full"]) for answer in answers], _ms(answers), transferred, built)


def _evaluate(page: Page, script: str, argument: object) -> Any:
    # Playwright types what a page gives back as Any: the page decides.
    return page.evaluate(script, argument)


def _codes(urls: Iterable[str]) -> list[str]:
    return [url.strip("/").rpartition("/")[2] for url in urls]


def _ms(answers: Iterable[Mapping[str, Any]]) -> list[float]:
    return [answer["ms"] for answer in answers]


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        sys.exit(f"{name} is not installed")
    return found
