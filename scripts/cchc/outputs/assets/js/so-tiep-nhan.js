/**
 * The finder of the public register: from the codes of a receipt, or from the mark itself, to the line. Codes become a
 * mark here and go nowhere; what is fetched are whole months, so no server learns which line was looked for.
 */

import { make } from "./ket-qua.js";

// The codes as feedback/codes.py writes them, the mark as feedback/register.py does.
const LETTERS = "23456789CFHJKMNPRTVWX";
const LOOKS_LIKE = { S: "số 5", Z: "số 2", B: "số 8", G: "số 6" };
const PREFIX = "cchc-so-tiep-nhan:";
const RECENT = 12;

const place = document.querySelector("[data-so-tiep-nhan]");
const form = place.querySelector("form");
const answer = place.querySelector("[data-tra-loi]");
const boxes = Object.fromEntries(["ma", "phan_bi_mat", "ma_so"].map((name) => [name, place.querySelector(`#so-${name}`)]));
const months = place.dataset.soTiepNhan.split(" ");
const kept = new Map();
let turn = 0;

class Mistake extends Error {
  constructor(box, message) {
    super(message);
    this.box = box;
  }
}

const bare = (text) => text.replace(/[\s\-–]+/g, "");

/** Return a code as the receipt writes it; case, spaces and hyphens are free. */
function readCode(name, label, groups, size) {
  const typed = bare(boxes[name].value).toUpperCase();
  if (typed === "") throw new Mistake(name, `Bạn gõ ${label} ghi trên biên nhận.`);
  const foreign = [...typed].find((letter) => !LETTERS.includes(letter));
  if (foreign) {
    const like = LOOKS_LIKE[foreign] ? `, có thể là ${LOOKS_LIKE[foreign]}` : "";
    throw new Mistake(name, `Biên nhận không dùng ký tự “${foreign}”. Bạn xem lại ký tự này${like}.`);
  }
  if (typed.length !== groups * size) {
    const full = `${groups} nhóm, mỗi nhóm ${size} ký tự`;
    throw new Mistake(name, `${label[0].toUpperCase()}${label.slice(1)} có ${full}; bạn đã gõ ${typed.length} ký tự.`);
  }
  return typed.match(new RegExp(`.{${size}}`, "g")).join("-");
}

function readMark() {
  const typed = bare(boxes.ma_so.value).toLowerCase();
  if (!/^[0-9a-f]{8}$/.test(typed)) {
    throw new Mistake("ma_so", "Mã trong sổ có 8 ký tự, chỉ gồm chữ số và các chữ a, b, c, d, e, f.");
  }
  return typed;
}

async function hash(text) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function computeMark() {
  if (boxes.ma_so.value.trim() !== "") return readMark();
  const reference = readCode("ma", "mã tiếp nhận", 2, 5);
  const secret = readCode("phan_bi_mat", "phần bí mật", 3, 4);
  return (await hash(PREFIX + (await hash(`${reference}:${secret}`)))).slice(0, 8);
}

/** Fetch a month once; one that does not come is asked for again the next time. */
function fetchMonth(month) {
  if (!kept.has(month)) {
    const fetched = fetch(new URL(`${month}.json`, location.href)).then((response) => {
      if (!response.ok) throw new Error(`${response.status} for ${response.url}`);
      return response.json();
    });
    kept.set(month, fetched);
    fetched.catch(() => kept.delete(month));
  }
  return kept.get(month);
}

/** Look through whole months at once: stopping at the right one would tell the server which it is. */
async function lookThrough(mark, chosen) {
  const settled = await Promise.allSettled(chosen.map(fetchMonth));
  const lines = settled.flatMap(({ value }, i) =>
    (value?.dong ?? []).filter(([ma]) => ma === mark).map((line) => ({ month: chosen[i], line })),
  );
  return { lines, isWhole: settled.every(({ status }) => status === "fulfilled"), until: settled[0]?.value?.den_ngay ?? "" };
}

async function find(mark) {
  const recent = await lookThrough(mark, months.slice(0, RECENT));
  if (recent.lines.length > 0 || months.length <= RECENT) return recent;
  const older = await lookThrough(mark, months.slice(RECENT));
  return { ...older, isWhole: recent.isWhole && older.isWhole, until: recent.until };
}

function clone(name) {
  return document.getElementById(`so-mau-${name}`).content.cloneNode(true);
}

const writeMark = (mark) => `${mark.slice(0, 4)}-${mark.slice(4)}`;

function showLine({ month, line }) {
  const [mark, day, kind, state] = line;
  const shown = clone("co");
  const words = { ma_so: writeMark(mark), ngay: day, loai: kind, trang_thai: state };
  for (const [name, text] of Object.entries(words)) shown.querySelector(`[data-o="${name}"]`).textContent = text;
  const link = shown.querySelector("a");
  link.href = `${month}/`;
  link.textContent = `Mở sổ tháng ${month.slice(5)}/${month.slice(0, 4)}`;
  return shown;
}

function showNone(name, mark, until) {
  const shown = clone(name);
  for (const slot of shown.querySelectorAll("[data-o=ma_so]")) slot.textContent = writeMark(mark);
  for (const slot of shown.querySelectorAll("[data-o=den_ngay]")) slot.textContent = until;
  return shown;
}

function forget() {
  for (const box of Object.values(boxes)) {
    box.closest(".truong").classList.remove("truong--loi");
    box.removeAttribute("aria-invalid");
    document.getElementById(`${box.id}-loi`)?.remove();
    box.setAttribute("aria-describedby", `${box.id}-goi-y`);
  }
}

function blame({ box: name, message }) {
  const box = boxes[name];
  box.closest(".truong").classList.add("truong--loi");
  box.before(make("p", { class: "thong-bao-loi", id: `${box.id}-loi` }, message));
  box.setAttribute("aria-invalid", "true");
  box.setAttribute("aria-describedby", `${box.id}-goi-y ${box.id}-loi`);
  box.focus();
}

async function start() {
  const mine = ++turn;
  forget();
  answer.replaceChildren();
  try {
    const mark = await computeMark();
    answer.replaceChildren(make("p", { class: "goi-y" }, "Đang tìm trong sổ…"));
    const { lines, isWhole, until } = await find(mark);
    if (mine !== turn) return;
    if (lines.length > 0) answer.replaceChildren(...lines.map(showLine));
    else answer.replaceChildren(showNone(isWhole ? "khong" : "loi", mark, until));
    answer.dataset.state = "done";
    answer.scrollIntoView({ block: "nearest" });
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    blame(error);
  }
}

/** Take codes that a link brings in its fragment, which no server sees; they leave the address at once. */
function takeFragment() {
  const brought = new URLSearchParams(location.hash.slice(1));
  const given = Object.keys(boxes).filter((name) => brought.get(name));
  if (given.length === 0) return;
  for (const [name, box] of Object.entries(boxes)) box.value = brought.get(name) ?? "";
  history.replaceState(history.state, "", location.pathname + location.search);
  if (brought.get("ma_so")) place.querySelector("details").open = true;
  if (brought.get("ma_so") || given.length === 2) start();
  else boxes[brought.get("ma") ? "phan_bi_mat" : "ma"].focus();
}

/** Without a secure connection browsers compute no hash: the mark of the receipt still finds its line. */
function settleConnection() {
  if (globalThis.crypto?.subtle) return;
  for (const part of place.querySelectorAll("[data-can-bam]")) part.hidden = true;
  place.querySelector("[data-khong-bam]").hidden = false;
  place.querySelector("details").open = true;
}

function fetchAhead() {
  const all = Promise.all(months.slice(0, RECENT).map(fetchMonth));
  all.then(() => (place.querySelector("[data-da-tai]").hidden = false), () => {});
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  start();
});
form.addEventListener("input", ({ target }) => {
  // Whoever goes on to type codes means these, not the mark that a link has brought.
  if (target !== boxes.ma_so) boxes.ma_so.value = "";
});
form.addEventListener("focusin", fetchAhead, { once: true });
addEventListener("hashchange", takeFragment);
settleConnection();
place.hidden = false;
takeFragment();
