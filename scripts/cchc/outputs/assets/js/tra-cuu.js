/** The lookup page: form, address, history and results; what is found, and in which order, is for tim-kiem.js to say. */

import { describe, documentSlots, fullTextWords, marksOf, prepare, search } from "./tim-kiem.js";
import { addShard, makeStore, missingShards, placeOf, rankDocuments } from "./toan-van.js";
import { FACETS } from "./bo-loc.js";
import { makeCard, makeGroups } from "./ket-qua.js";
import { makeOptions, showCounts } from "./o-loc.js";

const PAGE_SIZE = 20;
const DOCUMENTS = 24;

// Typing: results follow at once; full text when the person pauses; the address less often, since Safari refuses more
// than 100 changes in 30 seconds; and a screen reader speaks only when all is still.
const RESULT_DELAY = 60;
const TEXT_DELAY = 150;
const ADDRESS_DELAY = 300;
const SPEECH_DELAY = 700;
const PATIENCE = 6000;

const number = new Intl.NumberFormat("vi-VN");
const byId = (id) => document.getElementById(id);

/** Say in one line what the list below holds. */
function headline(found, typed, hasFilters) {
  const count = number.format(found.rows.length);
  const asked = `“${typed.length > 80 ? `${typed.slice(0, 80)}…` : typed}”`;
  const near = found.rows.length - found.full;
  switch (found.kind) {
    case "ma":
      return found.query.code ? `${count} thủ tục có mã ${asked}` : `${count} thủ tục có mã chứa ${asked}`;
    case "khop":
      if (near === 0) return `${count} thủ tục phù hợp với ${asked}`;
      return `${number.format(found.full)} thủ tục phù hợp với ${asked}, ${number.format(near)} gần giống`;
    case "gan":
      return `${count} thủ tục gần nhất với ${asked}`;
    case "khong":
      return `Không có thủ tục nào gần với ${asked}. Dưới đây là toàn bộ ${count} thủ tục`;
    case "bo-loc":
      return `Không có thủ tục nào khớp với bộ lọc đã chọn. Dưới đây là ${count} thủ tục khi bỏ bộ lọc`;
    default:
      return hasFilters ? `${count} thủ tục theo bộ lọc đã chọn` : `Tất cả ${count} thủ tục`;
  }
}

function readFilters(form) {
  const values = new FormData(form);
  return Object.fromEntries(FACETS.map(({ name }) => [name, values.getAll(name)]));
}

function fillForm(form, params) {
  form.elements.q.value = (params.get("q") ?? "").slice(0, form.elements.q.maxLength);
  for (const box of checkboxes(form)) box.checked = params.getAll(box.name).includes(box.value);
}

const checkboxes = (form) => [...form.elements].filter((element) => element.type === "checkbox");

function addressOf(form) {
  const params = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim() !== ""));
  const query = params.toString();
  return location.pathname + (query ? `?${query}` : "");
}

/**
 * Typing only changes the current entry of the history; a submitted search or a changed filter makes a new one, and the
 * entry before it gets back the address that it had when it was made.
 */
function commit(address) {
  const before = history.state?.committed ?? location.pathname + location.search;
  if (address === before) {
    history.replaceState({ ...history.state, committed: before }, "", address);
    return;
  }
  history.replaceState({ ...history.state, committed: before }, "", before);
  history.pushState({ committed: address }, "", address);
}

function draft(address) {
  const before = history.state?.committed ?? location.pathname + location.search;
  history.replaceState({ committed: before }, "", address);
}

function start(form) {
  const base = new URL(form.dataset.chiMuc, location.href);
  const page = { form, base, list: byId("ket-qua"), index: null, store: null, filters: [], timers: {}, turn: 0 };
  form.elements.q.value = (new URLSearchParams(location.search).get("q") ?? "").slice(0, form.elements.q.maxLength);
  listenToForm(page);
  listenToFilters(page);
  listenToList(page);
  byId("thu-lai").addEventListener("click", () => load(page));
  load(page);
}

async function load(page) {
  byId("tra-cuu-loi").hidden = true;
  try {
    page.index = prepare(await fetchJson(page.base));
  } catch (error) {
    page.list.dataset.state = "error";
    byId("tra-cuu-loi").hidden = false;
    console.error(error);
    return;
  }
  page.store = makeStore(page.index.data.toan_van, page.index.rows);
  page.filters = makeOptions(page.index.data);
  const typed = page.form.elements.q.value;
  fillForm(page.form, new URLSearchParams(location.search));
  // Whoever typed while the index was under way keeps the words.
  page.form.elements.q.value = typed;
  byId("tra-cuu-ket-qua").hidden = false;
  byId("tra-cuu-danh-sach").hidden = true;
  refresh(page, 0);
}

async function fetchJson(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} for ${response.url}`);
  return response.json();
}

function listenToForm(page) {
  const { form, list, timers } = page;
  form.elements.q.addEventListener("input", () => {
    list.dataset.state = "loading";
    if (page.index) later(timers, "address", ADDRESS_DELAY, () => draft(addressOf(form)));
    later(timers, "result", RESULT_DELAY, () => refresh(page, TEXT_DELAY));
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    settle(page);
    // On a phone the results stand below the fold.
    const heading = byId("so-ket-qua");
    if (heading.getBoundingClientRect().top > innerHeight * 0.6) heading.scrollIntoView();
  });
  addEventListener("popstate", () => {
    clearTimeout(timers.address);
    fillForm(form, new URLSearchParams(location.search));
    refresh(page, 0);
  });
}

function listenToFilters(page) {
  byId("bo-loc").addEventListener("change", () => {
    // What was typed before becomes an entry of its own: "back" takes the filter away and keeps the words.
    commit(location.pathname + location.search);
    settle(page);
  });
  for (const more of document.querySelectorAll("#bo-loc [data-hien-het]")) {
    more.addEventListener("click", () => {
      more.dataset.hienHet = "1";
      refresh(page, 0);
      more.parentElement.querySelector("[data-o-chon]:not([hidden]) input").focus();
    });
  }
  byId("bo-het-loc").addEventListener("click", () => {
    for (const box of checkboxes(page.form)) box.checked = false;
    settle(page);
    page.form.elements.q.focus();
  });
}

function listenToList(page) {
  const { form, list, timers } = page;
  byId("hien-them").addEventListener("click", () => {
    const before = list.children.length;
    history.replaceState({ ...history.state, shown: before + PAGE_SIZE }, "");
    refresh(page, 0);
    list.children[before].querySelector("a").focus();
  });
  byId("y-ban-la").addEventListener("click", (event) => {
    if (!event.target.closest("a")) return;
    event.preventDefault();
    form.elements.q.value = event.target.textContent;
    settle(page);
    form.elements.q.focus();
  });
  // Whoever follows a result while the address is still to be written must find the words again on coming back.
  byId("tra-cuu-ket-qua").addEventListener("click", (event) => {
    if (!event.target.closest("a")) return;
    clearTimeout(timers.address);
    if (addressOf(form) !== location.pathname + location.search) draft(addressOf(form));
  });
}

function later(timers, name, delay, action) {
  clearTimeout(timers[name]);
  timers[name] = setTimeout(action, delay);
}

/** Take what the form says as a search made on purpose: results first, for the history takes longer than the search. */
function settle(page) {
  clearTimeout(page.timers.address);
  const address = addressOf(page.form);
  const isNew = address !== (history.state?.committed ?? location.pathname + location.search);
  refresh(page, 0, isNew ? PAGE_SIZE : shownBefore());
  if (page.index) commit(address);
}

/** Return how many results the current entry of the history showed. */
const shownBefore = () => history.state?.shown ?? PAGE_SIZE;

/** Show what the names give at once, then what the full text adds; `delay` waits for the next letter first. */
function refresh(page, delay, most = shownBefore()) {
  clearTimeout(page.timers.result);
  clearTimeout(page.timers.text);
  if (!page.index) return;
  const turn = ++page.turn;
  const typed = page.form.elements.q.value;
  const found = show(page, typed, most);
  const isText = typed.trim() !== "" && found.kind !== "ma";
  if (!isText) {
    showDocuments([], page);
    finish(page, found);
    return;
  }
  page.list.dataset.state = "loading";
  const shards = missingShards(page.store, fullTextWords(found.query));
  later(page.timers, "text", shards.length > 0 ? delay : 0, () => deepen(page, turn, typed, found, shards));
}

async function deepen(page, turn, typed, before, shards) {
  await fetchShards(page, shards);
  if (turn !== page.turn) return;
  const found = shards.length > 0 ? show(page, typed, shownBefore()) : before;
  const hits = rankDocuments(page.store, documentSlots(found.query)).slice(0, DOCUMENTS);
  const entries = await fetchEntries(page, hits);
  if (turn !== page.turn) return;
  showDocuments(entries, page, found);
  finish(page, found);
}

/** Fetch shards of the full text; one that does not come leaves its words to the names. */
async function fetchShards(page, shards) {
  const fetched = shards.map(async (shard) => {
    addShard(page.store, shard, await fetchJson(new URL(`toan-van/${shard}.json`, page.base)));
  });
  await Promise.race([Promise.allSettled(fetched), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
}

async function fetchEntries({ store, base }, hits) {
  const places = hits.map(({ row }) => placeOf(store, row));
  await Promise.allSettled(
    [...new Set(places.map(([file]) => file))].map(async (file) => {
      if (store.files.has(file)) return;
      const part = await fetchJson(new URL(`tai-lieu/${file}.json`, base));
      store.files.set(file, part.phien === store.about.phien ? part.tai_lieu : []);
    }),
  );
  return places.map(([file, place]) => store.files.get(file)?.[place]).filter(Boolean);
}

function show(page, typed, most) {
  const { form, list, base, index, store } = page;
  const filters = readFilters(form);
  const found = search(index, typed, filters, store);
  const rows = found.rows.slice(0, most);
  const isCode = found.kind === "ma";
  list.replaceChildren(...rows.map((row) => makeCard(describe(index, found, row, store), base, isCode)));
  showSummary(page, found, FACETS.flatMap(({ name }) => filters[name]).length);
  showCounts(page.filters, found.counts);
  return found;
}

function showDocuments(entries, { base, index }, found = null) {
  const groups = found ? makeGroups(entries, (text) => marksOf(index, found, text), new URL("../", base)) : [];
  byId("ket-qua-khac-ds").replaceChildren(...groups);
  byId("ket-qua-khac").hidden = groups.length === 0;
}

function finish({ list, timers }) {
  list.dataset.state = "done";
  const others = byId("ket-qua-khac-ds").querySelectorAll("li").length;
  const more = others > 0 ? `, ${others} kết quả ở tin tức và các mục khác` : "";
  later(timers, "speech", SPEECH_DELAY, () => (byId("tra-cuu-thong-bao").textContent = byId("so-ket-qua").textContent + more));
}

function showSummary({ form, list }, found, chosen) {
  const rest = found.rows.length - list.children.length;
  byId("so-ket-qua").textContent = headline(found, form.elements.q.value.trim(), chosen > 0);
  const more = `Hiện thêm ${Math.min(PAGE_SIZE, rest)} trong ${number.format(rest)} thủ tục còn lại`;
  byId("hien-them").firstElementChild.textContent = more;
  byId("hien-them").hidden = rest === 0;
  byId("bo-het-loc").hidden = chosen === 0;
  byId("so-bo-loc").textContent = chosen > 0 ? `${chosen} đang chọn` : "";
  byId("tra-cuu-goi-y").hidden = !["gan", "khong", "bo-loc"].includes(found.kind);
  bringAlong(form.elements.q.value.trim());
  showMeant(found.meant);
}

/** Let the form of questions begin with what was looked for; a fragment goes to no server. */
function bringAlong(typed) {
  const link = byId("tra-cuu-gui-hoi");
  if (link) link.hash = typed ? new URLSearchParams({ tieu_de: typed }) : "";
}

function showMeant(meant) {
  const line = byId("y-ban-la");
  line.hidden = meant === "";
  const link = line.querySelector("a");
  link.textContent = meant;
  link.href = `?q=${encodeURIComponent(meant)}`;
}

const form = document.querySelector("form#tra-cuu");
if (form) start(form);
