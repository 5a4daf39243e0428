/** A form of the service: its draft stays on this device, its reasons appear when asked for, its browser works a little.
 * Without this file every form works the same, only without a draft.
 */

import { solve } from "./thach-thuc.js";
import { PERSONAL, draftKey, readDraft, removeDraft, writeDraft } from "./ban-nhap.js";

const NEVER = new Set(["ma_bieu_mau", "altcha", "buoc", "dong_y_xu_ly", "dong_y_cong_khai"]);
const form = document.querySelector("form[data-bieu-mau]");

function element(name, text = "", attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** The boxes that a draft may hold: nothing hidden, no consent, and who the person is only if he wants that. */
function boxes(withPersonal) {
  return [...form.elements].filter(
    (box) =>
      box.name && !NEVER.has(box.name) && box.type !== "hidden" && !box.closest(".luoi-an") &&
      (withPersonal || !PERSONAL.has(box.name)),
  );
}

function collect(withPersonal) {
  const values = {};
  for (const box of boxes(withPersonal)) {
    const chosen = box.type === "radio" || box.type === "checkbox";
    if (chosen ? box.checked && !isDefault(box) : box.value.trim()) (values[box.name] ??= []).push(box.value);
  }
  return values;
}

function isDefault(box) {
  return box.type === "radio" && box.defaultChecked;
}

function restore(values) {
  for (const box of boxes(true)) {
    if (!(box.name in values)) continue;
    if (box.type === "radio" || box.type === "checkbox") box.checked = values[box.name].includes(box.value);
    else box.value = values[box.name][0];
  }
  form.dispatchEvent(new Event("change"));
}

function keepDraft() {
  const key = draftKey(form.dataset.bieuMau);
  const kept = readDraft(key);
  const state = element("p", "", { class: "goi-y", role: "status" });
  const label = element("label", "", { class: "lua-chon", for: "nhap-ca-lien-he" });
  const wish = element("input", "", { type: "checkbox", id: "nhap-ca-lien-he" });
  label.append(wish, element("span", "Nhớ cả họ tên và cách liên hệ trong bản nháp trên máy này"));
  const about = element(
    "p",
    "Nội dung bạn đang viết được giữ trên chính máy này, không gửi đi đâu, và tự xóa sau khi gửi hoặc sau 7 ngày.",
    { class: "goi-y" },
  );
  const drop = element("button", "Xóa bản nháp", { type: "button", class: "nut nut--nho" });
  const place = element("div", "", { class: "truong ban-nhap" });
  place.append(about);
  if (boxes(true).length > boxes(false).length) place.append(label);
  place.append(drop, state);
  form.lastElementChild.before(place);

  let timer = 0;
  const save = () => {
    const values = collect(wish.checked);
    if (!Object.keys(values).length) return;
    state.textContent = writeDraft(key, values) ? "Đã lưu bản nháp trên máy này." : "";
  };
  const typed = () => {
    clearTimeout(timer);
    timer = setTimeout(save, 500);
  };
  form.addEventListener("input", typed);
  form.addEventListener("submit", save);
  drop.addEventListener("click", () => {
    clearTimeout(timer);
    removeDraft(key);
    wish.checked = false;
    state.textContent = "Đã xóa bản nháp.";
  });
  if (kept && !isFilled()) offer(kept, key);
}

/** Whether the server sent the form with words in it: they are newer than any draft. */
function isFilled() {
  return document.querySelector(".tom-tat-loi") !== null || [...form.querySelectorAll("textarea")].some((box) => box.value);
}

function offer(kept, key) {
  const box = element("div", "", { class: "hop-luu-y", role: "region", "aria-labelledby": "khoi-phuc-tieu-de" });
  const yes = element("button", "Khôi phục", { type: "button", class: "nut nut--chinh" });
  const no = element("button", "Xóa bản nháp", { type: "button", class: "nut" });
  const row = element("div", "", { class: "hang-nut" });
  row.append(yes, no);
  box.append(element("h2", "Khôi phục nội dung đang viết dở?", { id: "khoi-phuc-tieu-de" }));
  box.append(element("p", `Máy này còn giữ nội dung bạn viết ${kept.luc}.`), row);
  form.before(box);
  const close = (act) => () => {
    act();
    box.remove();
    boxes(true).find((first) => first.type !== "radio")?.focus();
  };
  yes.addEventListener("click", close(() => restore(kept.values)));
  no.addEventListener("click", close(() => removeDraft(key)));
}

/** Words that another page of the site brings along, in the fragment, which no server sees. */
function takeWords() {
  const words = new URLSearchParams(location.hash.slice(1)).get("tieu_de");
  const box = form.querySelector("#tieu_de");
  if (!words || !box) return;
  if (!box.value) box.value = words.slice(0, box.maxLength);
  history.replaceState(history.state, "", location.pathname + location.search);
}

/** Reasons are asked of those who were not content; ticked ones always stay in sight. */
function askReasons() {
  const reasons = form.querySelector("[data-chi-khi-chua-hai-long]");
  if (!reasons) return;
  const settle = () => {
    const chosen = form.querySelector("[name=muc_ro_rang]:checked");
    reasons.hidden = !(chosen && Number(chosen.value) <= 3) && !reasons.querySelector(":checked");
  };
  form.addEventListener("change", settle);
  settle();
}

if (form) {
  takeWords();
  keepDraft();
  askReasons();
}
for (const box of document.querySelectorAll("input[data-thach-thuc]")) solve(box);
