/** The filters of the lookup page as elements: options from the index, counts, what a long list hides at first. */

import { make } from "./ket-qua.js";

const OPTIONS_SHOWN = 8;

const number = new Intl.NumberFormat("vi-VN");

/** Write the options of each filter from the index: the page itself stays small. Return them by filter. */
export function makeOptions(data) {
  return [...document.querySelectorAll("#bo-loc [data-nhom]")].map((group) => {
    const name = group.dataset.nhom;
    const options = (data.danh_muc[name] ?? []).map((value) => {
      const [ma, ten] = Array.isArray(value) ? value : [value, value];
      const box = make("input", { type: "checkbox", name, value: ma, form: "tra-cuu" });
      const amount = make("span", { class: "so-luong" });
      const element = make("div", { "data-o-chon": "", hidden: "" }, make("label", {}, box, make("span", {}, ten), " ", amount));
      return { element, box, amount, count: -1, isShown: false };
    });
    group.querySelector("[data-cac-o]").replaceChildren(...options.map(({ element }) => element));
    return { group, name, options, more: group.querySelector("[data-hien-het]") };
  });
}

/** Write the counts; hide options that lead nowhere, and the rarer ones of a long list until they are asked for. */
export function showCounts(filters, counts) {
  for (const { group, name, options, more } of filters) {
    const useful = [];
    for (const option of options) {
      setCount(option, counts[name]?.get(option.box.value) ?? 0);
      if (option.count > 0 || option.box.checked) useful.push(option);
    }
    const frequent = new Set([...useful].sort((a, b) => b.count - a.count).slice(0, OPTIONS_SHOWN));
    const shown = new Set(useful.filter((option) => more.dataset.hienHet || option.box.checked || frequent.has(option)));
    for (const option of options) setShown(option, shown.has(option));
    more.hidden = shown.size === useful.length;
    group.hidden = useful.length === 0;
  }
}

// Hundreds of agencies: only what changed is written, else each letter would cost a layout of them all.
function setCount(option, count) {
  if (option.count === count) return;
  option.count = count;
  option.amount.textContent = number.format(count);
}

function setShown(option, isShown) {
  if (option.isShown === isShown) return;
  option.isShown = isShown;
  option.element.hidden = !isShown;
}
