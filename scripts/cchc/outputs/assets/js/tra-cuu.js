/** The lookup page: form, address, history and cards; what is found, and in which order, is for tim-kiem.js to say. */

import { describe, prepare, search } from "./tim-kiem.js";

const FACETS = ["linh_vuc", "cap", "doi_tuong"];
const PAGE_SIZE = 20;
const OPTIONS_SHOWN = 8;
const NAME_LENGTH = 220;

// Typing: results follow at once; the address less often, since Safari refuses more than 100 changes in 30 seconds; and
// a screen reader speaks only when the person pauses.
const RESULT_DELAY = 60;
const ADDRESS_DELAY = 300;
const SPEECH_DELAY = 700;

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

function makeCard(card, base, isCode) {
  const item = byId("mau-ket-qua").content.firstElementChild.cloneNode(true);
  const slot = (name) => item.querySelector(`[data-o="${name}"]`);
  const [trangThai, nhan] = card.trang_thai;
  item.dataset.ma = card.ma;
  item.querySelector("a").href = new URL(card.dia_chi, base).href;
  item.querySelector("a").append(...marked(excerpt(card.ten)));
  slot("trang_thai").classList.add(`huy-hieu--${trangThai}`);
  slot("trang_thai").textContent = nhan;
  slot("ma").append(...marked({ text: card.ma, ranges: isCode ? [[0, card.ma.length]] : [] }));
  slot("linh_vuc").textContent = card.linh_vuc;
  slot("cap").textContent = card.cap.join(", ");
  for (const name of ["thoi_han", "phi"]) {
    slot(name).textContent = card[name];
    slot(name).parentElement.hidden = card[name] === "";
  }
  const reasons = reasonsOf(card);
  item.querySelector(".the-ket-qua__vi-sao").append(...reasons);
  item.querySelector(".the-ket-qua__vi-sao").hidden = reasons.length === 0;
  return item;
}

function reasonsOf(card) {
  const labels = { ten_goi_khac: "tên gọi khác", tu_khoa: "từ khóa", linh_vuc: "lĩnh vực" };
  const elsewhere = card.khop_khac.filter(({ field }) => field !== "linh_vuc" || card.ten.ranges.length === 0);
  const reasons = elsewhere.flatMap((part) => [`Khớp trong ${labels[part.field]}: `, ...marked(excerpt(part)), ". "]);
  if (card.thieu.length > 0) reasons.push(`Không có từ: ${card.thieu.map((word) => `“${word}”`).join(", ")}.`);
  return reasons;
}

function marked({ text, ranges }) {
  const parts = [];
  let done = 0;
  for (const [start, end] of ranges) {
    const mark = document.createElement("mark");
    mark.className = "khop";
    mark.textContent = text.slice(start, end);
    parts.push(text.slice(done, start), mark);
    done = end;
  }
  return [...parts, text.slice(done)];
}

/** Cut a long text at words, so that its beginning stands, or the first match if that lies further on. */
function excerpt({ text, ranges }) {
  if (text.length <= NAME_LENGTH) return { text, ranges };
  const first = ranges.length > 0 && ranges[0][0] > NAME_LENGTH - 40 ? ranges[0][0] : 0;
  const from = first > 0 ? text.lastIndexOf(" ", first - 40) + 1 : 0;
  const end = from + NAME_LENGTH < text.length ? text.lastIndexOf(" ", from + NAME_LENGTH) : text.length;
  const lead = from > 0 ? "… " : "";
  const inside = ranges.filter(([start, stop]) => start >= from && stop <= end);
  return {
    text: lead + text.slice(from, end) + (end < text.length ? "…" : ""),
    ranges: inside.map((range) => range.map((at) => at - from + lead.length)),
  };
}

function readFilters(form) {
  const values = new FormData(form);
  return Object.fromEntries(FACETS.map((facet) => [facet, values.getAll(facet)]));
}

function fillForm(form, params) {
  form.elements.q.value = (params.get("q") ?? "").slice(0, form.elements.q.maxLength);
  for (const box of checkboxes(form)) box.checked = params.getAll(box.name).includes(box.value);
}

function checkboxes(form) {
  return [...form.elements].filter((element) => element.type === "checkbox");
}

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

/** Write the counts; hide options that lead nowhere, and the rarer ones of a long list until they are asked for. */
function showCounts(counts) {
  for (const group of document.querySelectorAll("#bo-loc [data-nhom]")) {
    const more = group.querySelector("[data-hien-het]");
    const options = [...group.querySelectorAll("[data-o-chon]")].map((element) => {
      const box = element.querySelector("input");
      return { element, box, count: counts[box.name].get(box.value) ?? 0 };
    });
    const useful = options.filter(({ box, count }) => count > 0 || box.checked);
    const frequent = new Set([...useful].sort((a, b) => b.count - a.count).slice(0, OPTIONS_SHOWN));
    const shown = useful.filter((option) => more.dataset.hienHet || option.box.checked || frequent.has(option));
    for (const { element, count } of options) element.querySelector(".so-luong").textContent = number.format(count);
    for (const option of options) option.element.hidden = !shown.includes(option);
    more.hidden = shown.length === useful.length;
    group.hidden = useful.length === 0;
  }
}

function start(form) {
  const base = new URL(form.dataset.chiMuc, location.href);
  const page = { form, base, list: byId("ket-qua"), index: null, timers: {} };
  fillForm(form, new URLSearchParams(location.search));
  listenToForm(page);
  listenToFilters(page);
  listenToList(page);
  byId("thu-lai").addEventListener("click", () => load(page));
  load(page);
}

async function load(page) {
  byId("tra-cuu-loi").hidden = true;
  try {
    const response = await fetch(page.base);
    if (!response.ok) throw new Error(`${response.status} for ${response.url}`);
    page.index = prepare(await response.json());
  } catch (error) {
    page.list.dataset.state = "error";
    byId("tra-cuu-loi").hidden = false;
    console.error(error);
    return;
  }
  byId("tra-cuu-ket-qua").hidden = false;
  byId("tra-cuu-danh-sach").hidden = true;
  refresh(page);
}

function listenToForm(page) {
  const { form, list, timers } = page;
  form.elements.q.addEventListener("input", () => {
    list.dataset.state = "loading";
    later(timers, "address", ADDRESS_DELAY, () => draft(addressOf(form)));
    later(timers, "result", RESULT_DELAY, () => refresh(page));
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
    refresh(page);
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
      refresh(page);
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
    refresh(page);
    list.children[before].querySelector("a").focus();
  });
  // Whoever follows a result while the address is still to be written must find the words again on coming back.
  list.addEventListener("click", () => {
    clearTimeout(timers.address);
    if (addressOf(form) !== location.pathname + location.search) draft(addressOf(form));
  });
}

function later(timers, name, delay, action) {
  clearTimeout(timers[name]);
  timers[name] = setTimeout(action, delay);
}

/** Take what the form says as a search made on purpose. */
function settle(page) {
  clearTimeout(page.timers.address);
  commit(addressOf(page.form));
  refresh(page);
}

function refresh(page) {
  clearTimeout(page.timers.result);
  if (!page.index) return;
  const { form, list, base, index } = page;
  const filters = readFilters(form);
  const found = search(index, form.elements.q.value, filters);
  const rows = found.rows.slice(0, history.state?.shown ?? PAGE_SIZE);
  list.replaceChildren(...rows.map((row) => makeCard(describe(index, found, row), base, found.kind === "ma")));
  showSummary(page, found, FACETS.flatMap((facet) => filters[facet]).length);
  showCounts(found.counts);
  list.dataset.state = "done";
}

function showSummary({ form, list, timers }, found, chosen) {
  const rest = found.rows.length - list.children.length;
  byId("so-ket-qua").textContent = headline(found, form.elements.q.value.trim(), chosen > 0);
  const more = `Hiện thêm ${Math.min(PAGE_SIZE, rest)} trong ${number.format(rest)} thủ tục còn lại`;
  byId("hien-them").firstElementChild.textContent = more;
  byId("hien-them").hidden = rest === 0;
  byId("bo-het-loc").hidden = chosen === 0;
  byId("so-bo-loc").textContent = chosen > 0 ? `${chosen} đang chọn` : "";
  byId("tra-cuu-goi-y").hidden = !["gan", "khong", "bo-loc"].includes(found.kind);
  later(timers, "speech", SPEECH_DELAY, () => (byId("tra-cuu-thong-bao").textContent = byId("so-ket-qua").textContent));
}

const form = document.querySelector("form#tra-cuu");
if (form) start(form);
