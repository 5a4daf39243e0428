/* Narrows the list of forms while somebody types; without this file the list and its links by field stand whole. */
import { fold } from "./chu-viet.js";

const box = document.querySelector("[data-loc-bieu-mau]");
const input = box.querySelector("input");
const status = box.querySelector("[role=status]");
const rows = [...document.querySelectorAll("[data-bieu-mau]")].map((row) => ({ row, text: ` ${wordsOf(row.textContent).join(" ")}` }));
const sections = [...document.querySelectorAll("section.bo-phan")].filter((part) => part.querySelector("[data-bieu-mau]"));

function wordsOf(text) {
  return fold(text).split(/[^a-z0-9]+/).filter(Boolean);
}

function narrow() {
  const wanted = wordsOf(input.value);
  const names = new Set();
  for (const { row, text } of rows) {
    row.hidden = !wanted.every((word) => text.includes(` ${word}`));
    if (!row.hidden) names.add(row.querySelector("a").textContent);
  }
  for (const section of sections) section.hidden = !section.querySelector("[data-bieu-mau]:not([hidden])");
  if (!wanted.length) status.textContent = "";
  else status.textContent = names.size ? `Tìm thấy ${names.size} biểu mẫu.` : "Không có biểu mẫu nào khớp. Bạn thử ít chữ hơn.";
}

box.hidden = false;
input.addEventListener("input", narrow);
if (input.value) narrow();
