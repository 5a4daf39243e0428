/** "Có phải bạn hỏi…" while a question is being written: the published questions are fetched once and compared here, so
 * no word leaves the form. Without this file the page before sending shows them.
 */

import { findNear, prepare } from "./cau-gan.js";

const DELAY = 400;
const LETTERS = 6;
const MOST = 3;

const title = document.querySelector("#tieu_de");
const text = document.querySelector("#noi_dung");
const status = document.querySelector("[data-cau-gan-bao]");
const places = { title: document.querySelector("[data-cau-gan=tieu_de]"), text: document.querySelector("[data-cau-gan=noi_dung]") };
const base = status.dataset.goc;
let loading = null;
let timer = 0;

function load() {
  loading ??= fetch(status.dataset.cauGanBao)
    .then((response) => {
      if (!response.ok) throw new Error(`${response.status} for ${response.url}`);
      return response.json();
    })
    .then(({ hoi_dap: published = [] }) => prepare(published));
  return loading;
}

function makeEntry(place, { cau_hoi: question, url }) {
  const entry = place.querySelector("template").content.cloneNode(true);
  entry.querySelector("a").href = base + url;
  entry.querySelector("a").prepend(question);
  return entry;
}

/** Show entries under a box; what stands there already is left alone, so that no link moves under a finger. */
function show(place, entries) {
  const shown = entries.map(({ url }) => url).join(" ");
  if (place.dataset.dangCo === shown) return false;
  place.dataset.dangCo = shown;
  place.querySelector("ul").replaceChildren(...entries.map((entry) => makeEntry(place, entry)));
  place.hidden = entries.length === 0;
  return entries.length > 0;
}

async function look() {
  let prepared;
  try {
    prepared = await load();
  } catch {
    // The form is sent all the same; the next letter tries again.
    loading = null;
    return;
  }
  const options = { thuTuc: document.querySelector("#thu_tuc")?.value.trim() ?? "", most: MOST };
  const byTitle = title.value.trim().length < LETTERS ? [] : findNear(prepared, title.value, "", options);
  // Under the text stands only what the title has not found: nothing moves above the box that is being written in.
  const isLong = text.value.trim().length >= LETTERS;
  const byText = isLong ? findNear(prepared, title.value, text.value, options).filter((entry) => !byTitle.includes(entry)) : [];
  const isNew = [show(places.title, byTitle), show(places.text, byText)].some(Boolean);
  if (isNew) status.textContent = `Có ${byTitle.length + byText.length} câu đã trả lời gần với câu hỏi của bạn, ở ngay dưới ô đang viết.`;
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(look, DELAY);
}

title.addEventListener("input", later);
text.addEventListener("input", later);
// A draft that is brought back changes the whole form.
title.form.addEventListener("change", later);
if (title.value.trim() || text.value.trim()) later();
