/**
 * Suggestions under a search box of the frame: loaded when the box is focused, shown from the second letter on.
 * A combobox with a listbox (WAI-ARIA Authoring Practices); without this file the box is a plain search form.
 */

import { describe, prepare, search } from "./tim-kiem.js";
import { excerpt, make, marked } from "./ket-qua.js";

const MOST = 6;
const LETTERS = 2;
const DELAY = 80;
const NAME_LENGTH = 120;

let loading = null;
let boxes = 0;

/** Give a search box its suggestions; the index is fetched at the first call. */
export function suggest(input) {
  if (input.getAttribute("role") === "combobox") return;
  const form = input.form;
  const base = new URL("goi-y.json", form.action);
  loading ??= fetch(base).then((response) => response.json()).then(prepare);
  const id = `goi-y-${++boxes}`;
  const list = make("ul", { role: "listbox", id, class: "goi-y-ds", "aria-label": "Thủ tục gợi ý", hidden: "" });
  const status = make("p", { class: "luoi-an", role: "status" });
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", id], ["aria-expanded", "false"]]) {
    input.setAttribute(name, value);
  }
  input.closest(".o-tra-cuu__hang").append(list);
  form.append(status);
  const box = { input, form, list, status, base, active: -1, timer: 0 };
  listen(box);
  update(box);
}

function listen(box) {
  const { input, list } = box;
  input.addEventListener("input", () => {
    clearTimeout(box.timer);
    box.timer = setTimeout(() => update(box), DELAY);
  });
  input.addEventListener("keydown", (event) => press(box, event));
  input.addEventListener("blur", () => close(box));
  input.addEventListener("focus", () => update(box));
  // The list must not take the focus from the box: its options are followed on click.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) follow(box, option);
  });
}

async function update(box) {
  const typed = box.input.value;
  if (typed.trim().length < LETTERS) return close(box);
  let index;
  try {
    index = await loading;
  } catch {
    // Without the index the box still submits; the next focus tries again.
    loading = null;
    return close(box);
  }
  if (box.input.value !== typed || document.activeElement !== box.input) return undefined;
  const found = search(index, typed);
  const rows = ["khong", "tat-ca"].includes(found.kind) ? [] : found.rows.slice(0, MOST);
  return open(box, rows.map((row) => makeOption(box, describe(index, found, row))));
}

function makeOption(box, card) {
  const option = make("li", { role: "option", "aria-selected": "false", class: "goi-y-ds__muc" });
  option.append(
    make("span", { class: "goi-y-ds__ten" }, ...marked(excerpt(card.ten, NAME_LENGTH))),
    make("span", { class: "goi-y-ds__phu" }, `${card.linh_vuc} · ${card.ma}`),
  );
  option.dataset.url = new URL(card.dia_chi, box.base).href;
  return option;
}

function open(box, options) {
  const all = make("li", { role: "option", "aria-selected": "false", class: "goi-y-ds__muc goi-y-ds__tat-ca" });
  all.append(`Xem mọi kết quả cho “${box.input.value.trim().slice(0, 60)}”`);
  const shown = [...options, all];
  shown.forEach((option, i) => (option.id = `${box.list.id}-${i}`));
  box.list.replaceChildren(...shown);
  box.list.hidden = false;
  box.input.setAttribute("aria-expanded", "true");
  choose(box, -1);
  box.status.textContent = options.length > 0 ? `${options.length} thủ tục gợi ý, dùng phím mũi tên để chọn` : "Không có gợi ý";
}

function close(box) {
  clearTimeout(box.timer);
  box.list.hidden = true;
  box.input.setAttribute("aria-expanded", "false");
  choose(box, -1);
}

function choose(box, position) {
  box.active = position;
  [...box.list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === position)));
  const option = box.list.children[position];
  if (!option) return box.input.removeAttribute("aria-activedescendant");
  box.input.setAttribute("aria-activedescendant", option.id);
  return option.scrollIntoView({ block: "nearest" });
}

function follow(box, option) {
  if (option.dataset.url) location.assign(option.dataset.url);
  else box.form.requestSubmit();
}

function press(box, event) {
  // While an input method composes a letter, arrows and Enter belong to it.
  if (event.isComposing) return;
  const count = box.list.children.length;
  const isOpen = !box.list.hidden;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (!isOpen) return void update(box);
    const step = event.key === "ArrowDown" ? 1 : -1;
    // From the box itself (-1) down to the last option and round again, as in an address bar.
    choose(box, ((box.active + 1 + step + count + 1) % (count + 1)) - 1);
  } else if (event.key === "Escape" && isOpen) {
    event.preventDefault();
    event.stopPropagation();
    close(box);
  } else if (event.key === "Enter" && isOpen && box.active >= 0) {
    event.preventDefault();
    follow(box, box.list.children[box.active]);
  }
}
