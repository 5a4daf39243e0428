/** What results look like: cards of procedures, groups of everything else, marked texts. It builds elements, no more. */

const NAME_LENGTH = 220;

const GROUPS = {
  "bieu-mau": "Biểu mẫu",
  "quyet-dinh": "Quyết định công bố",
  "van-ban": "Văn bản",
  "hoi-dap": "Hỏi đáp",
  tin: "Tin tức",
  trang: "Trang hướng dẫn, giới thiệu",
  "don-vi": "Đơn vị",
};
const SHOWN = 3;

const byId = (id) => document.getElementById(id);

/** Make an element with its attributes and children; null children are left out. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** Return a text as nodes, its ranges in mark elements. */
export function marked({ text, ranges }) {
  const parts = [];
  let done = 0;
  for (const [start, end] of ranges) {
    parts.push(text.slice(done, start), make("mark", { class: "khop" }, text.slice(start, end)));
    done = end;
  }
  return [...parts, text.slice(done)];
}

/** Cut a long text at words, so that its beginning stands, or the first match if that lies further on. */
export function excerpt({ text, ranges }, length = NAME_LENGTH) {
  if (text.length <= length) return { text, ranges };
  const first = ranges.length > 0 && ranges[0][0] > length - 40 ? ranges[0][0] : 0;
  const from = first > 0 ? text.lastIndexOf(" ", first - 40) + 1 : 0;
  const end = from + length < text.length ? text.lastIndexOf(" ", from + length) : text.length;
  const lead = from > 0 ? "… " : "";
  const inside = ranges.filter(([start, stop]) => start >= from && stop <= end);
  return {
    text: lead + text.slice(from, end) + (end < text.length ? "…" : ""),
    ranges: inside.map((range) => range.map((at) => at - from + lead.length)),
  };
}

/** Make the card of a procedure from what the engine says of it. */
export function makeCard(card, base, isCode) {
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

const quoted = (words) => [...new Set(words)].map((word) => `“${word}”`).join(", ");

function reasonsOf(card) {
  const elsewhere = card.khop_khac.filter(({ field }) => field !== "linh_vuc" || card.ten.ranges.length === 0);
  const reasons = elsewhere.flatMap((part) => [`Khớp trong ${part.label}: `, ...marked(excerpt(part)), ". "]);
  for (const { part, words } of card.khop_noi_dung) reasons.push(`Khớp trong ${part}: ${quoted(words)}. `);
  if (card.thieu.length > 0) reasons.push(`Không có từ: ${quoted(card.thieu)}.`);
  return reasons;
}

/** Make the groups of documents, each with its best and the rest behind a summary. `found` holds [kind, title, …]. */
export function makeGroups(found, mark, base) {
  const kinds = Object.keys(GROUPS).filter((kind) => found.some((entry) => entry[0] === kind));
  return kinds.map((kind) => {
    const entries = found.filter((entry) => entry[0] === kind);
    const id = `nhom-${kind}`;
    const items = entries.map((entry) => makeEntry(entry, mark, base));
    const rest = items.slice(SHOWN);
    return make(
      "section",
      { class: "nhom-ket-qua", "aria-labelledby": id },
      make("h3", { id }, GROUPS[kind], " ", make("span", { class: "so-luong" }, String(entries.length))),
      make("ul", { class: "nhom-ket-qua__ds" }, ...items.slice(0, SHOWN)),
      rest.length === 0
        ? null
        : make(
            "details",
            {},
            make("summary", {}, `Xem thêm ${rest.length} kết quả trong mục ${GROUPS[kind].toLowerCase()}`),
            make("ul", { class: "nhom-ket-qua__ds" }, ...rest),
          ),
    );
  });
}

function makeEntry([, title, address, day, summary], mark, base) {
  return make(
    "li",
    { "data-url": address },
    make("a", { href: new URL(address, base).href }, ...marked(excerpt(mark(title)))),
    day ? make("span", { class: "phu" }, day) : null,
    summary ? make("p", { class: "phu" }, ...marked(mark(summary))) : null,
  );
}
