/* The tick list of papers: kept in this browser only, counted, shared by address or as text, printed on one sheet.
   Also tells a returning reader that the procedure changed since. The list itself works without this file. */

const tools = document.querySelector("[data-phieu]");
const { phieu: ma, ten } = tools.dataset;
const report = tools.querySelector("[data-bao]");
const cases = [...document.querySelectorAll("[data-truong-hop]")].map((block) => ({
  ten: block.querySelector("h3")?.textContent.trim() ?? "",
  boxes: [...block.querySelectorAll('input[type="checkbox"]')],
  count: block.querySelector("[data-dem]"),
}));
const KEY = `cchc-phieu-${ma}`;

function labelOf(box) {
  return box.closest("label").textContent.trim();
}

/* Ticks belong to one wording of the list: when a paper is added or renamed, old ticks would lie (FNV-1a). */
function fingerprint() {
  let hash = 0x811c9dc5;
  for (const box of cases.flatMap((each) => each.boxes)) {
    for (const char of `${labelOf(box)}\n`) hash = Math.imul(hash ^ char.codePointAt(0), 0x01000193) >>> 0;
  }
  return hash.toString(36);
}

const MARK = fingerprint();

function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; /* Storage may be refused; the ticks then last for this visit. */
  }
}

function keep(key, value) {
  try {
    if (value) localStorage.setItem(key, value);
    else localStorage.removeItem(key);
  } catch {
    /* See read(). */
  }
}

/* The state in one word, fit for an address: mark.case-paper-paper.case-paper */
function encode() {
  const ticked = cases.map(({ boxes }, number) => [number, ...boxes.flatMap((box, index) => (box.checked ? [index] : []))]);
  const parts = ticked.filter((part) => part.length > 1).map((part) => part.join("-"));
  return parts.length ? [MARK, ...parts].join(".") : "";
}

function apply(state) {
  const [mark, ...parts] = state.split(".");
  if (mark !== MARK) return false;
  for (const part of parts) {
    const [number, ...papers] = part.split("-").map(Number);
    for (const paper of papers) {
      const box = cases[number]?.boxes[paper];
      if (box) box.checked = true;
    }
  }
  return true;
}

function copies(boxes) {
  const sum = (name) => boxes.reduce((total, box) => total + Number(box.dataset[name]), 0);
  const words = [
    [sum("chinh"), "bản chính"],
    [sum("sao"), "bản sao"],
  ];
  return words.filter(([count]) => count).map(([count, unit]) => `${count} ${unit}`).join(", ");
}

function show() {
  for (const { boxes, count } of cases) {
    if (!count) continue;
    const left = boxes.filter((box) => !box.checked);
    const done = boxes.length - left.length;
    if (!done) count.textContent = "";
    else if (!left.length) count.textContent = `Đã có đủ ${done} giấy tờ.`;
    else count.textContent = `Đã có ${done}/${boxes.length} giấy tờ${copies(left) ? `; còn ${copies(left)}` : ""}.`;
  }
}

function say(words) {
  report.textContent = words;
}

function changed() {
  keep(KEY, encode());
  say("");
  show();
}

function address() {
  const state = encode();
  return location.href.split("#")[0] + (state ? `#phieu=${state}` : "");
}

function asText() {
  const lines = [`${ten} (${ma})`];
  for (const { ten: name, boxes } of cases) {
    if (name) lines.push("", name);
    for (const box of boxes) {
      const number = copies([box]);
      lines.push(`[${box.checked ? "x" : " "}] ${labelOf(box)}${number ? ` – ${number}` : ""}`);
    }
  }
  return [...lines, "", location.href.split("#")[0]].join("\n");
}

async function copy(text, words) {
  try {
    await navigator.clipboard.writeText(text);
    say(words);
  } catch {
    say("Trình duyệt không cho sao chép; bạn có thể in phiếu.");
  }
}

async function share() {
  const url = address();
  if (!navigator.share) return copy(url, "Đã sao chép địa chỉ phiếu. Người nhận mở ra sẽ thấy các dấu chọn của bạn.");
  try {
    await navigator.share({ title: ten, url });
  } catch {
    /* The reader closed the sharing window: nothing to say. */
  }
  return undefined;
}

function clear() {
  for (const box of cases.flatMap((each) => each.boxes)) box.checked = false;
  changed();
  say("Đã bỏ chọn hết.");
}

function printSheet() {
  document.documentElement.classList.add("in-phieu");
  print();
}

function open() {
  const shared = new URLSearchParams(location.hash.slice(1)).get("phieu");
  const stored = read(KEY);
  if (shared) {
    if (apply(shared)) {
      keep(KEY, encode());
      say("Đã mở phiếu được chia sẻ.");
    } else say("Phiếu được chia sẻ là của danh mục giấy tờ cũ, nay đã thay đổi. Bạn hãy chọn lại.");
    document.getElementById("thanh-phan-ho-so")?.scrollIntoView();
  } else if (stored && !apply(stored)) {
    keep(KEY, "");
    say("Danh mục giấy tờ đã thay đổi từ lần bạn đánh dấu. Bạn hãy chọn lại.");
  }
  show();
}

function write(moment) {
  return new Date(moment).toLocaleDateString("vi-VN", { timeZone: "Asia/Ho_Chi_Minh", day: "2-digit", month: "2-digit", year: "numeric" });
}

function tellChange() {
  const note = document.querySelector("[data-cap-nhat]");
  const seen = Number(read(`cchc-xem-${ma}`));
  keep(`cchc-xem-${ma}`, String(Date.now()));
  const updated = Date.parse(note?.dataset.capNhat);
  if (!note || !seen || !(updated > seen)) return;
  note.querySelector("[data-loi]").textContent =
    `Thủ tục này được cập nhật ngày ${write(updated)}, sau lần bạn xem trước đây (${write(seen)}). Bạn hãy xem lại giấy tờ, thời hạn và phí.`;
  note.hidden = false;
}

for (const box of cases.flatMap((each) => each.boxes)) box.addEventListener("change", changed);
tools.querySelector("[data-bo-chon]").addEventListener("click", clear);
tools.querySelector("[data-chep-phieu]").addEventListener("click", () => copy(asText(), "Đã sao chép danh sách giấy tờ."));
tools.querySelector("[data-chia-se-phieu]").addEventListener("click", share);
tools.querySelector("[data-in-phieu]").addEventListener("click", printSheet);
addEventListener("afterprint", () => document.documentElement.classList.remove("in-phieu"));
addEventListener("hashchange", open);
open();
tellChange();
tools.dataset.state = "done";
