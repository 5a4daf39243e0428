/* The page of feeds: a button that copies each address, and the newest titles of a feed when the reader asks for them.
   The addresses themselves are links and work without this file. */

const copyButton = document.getElementById("nut-chep").content.firstElementChild;
const showButton = document.getElementById("nut-xem").content.firstElementChild;
const panelShape = document.getElementById("khung-xem").content.firstElementChild;
const NEWEST = 5;
const day = new Intl.DateTimeFormat("vi-VN", { day: "2-digit", month: "2-digit", year: "numeric", timeZone: "Asia/Ho_Chi_Minh" });

/* A button whose words tell which of many it is only to those who hear it. */
function make(shape, subject) {
  const button = shape.cloneNode(true);
  const hidden = document.createElement("span");
  hidden.className = "luoi-an";
  hidden.textContent = ` ${subject}`;
  const words = document.createElement("span");
  words.textContent = button.textContent;
  button.replaceChildren(words, hidden);
  return { button, words };
}

function addCopy(link) {
  const { button, words } = make(copyButton, link.textContent);
  const usual = words.textContent;
  words.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(link.href);
      words.textContent = button.dataset.xong;
    } catch {
      words.textContent = button.dataset.loi;
    }
    setTimeout(() => {
      words.textContent = usual;
    }, 4000);
  });
  link.after(button);
}

function lineOf(item) {
  const line = document.createElement("li");
  const link = document.createElement("a");
  link.href = item.url;
  link.textContent = item.title;
  const time = document.createElement("time");
  time.dateTime = item.date_published;
  time.textContent = day.format(new Date(item.date_published));
  line.append(link, " ", time);
  return line;
}

async function fill(panel, address) {
  panel.textContent = panel.dataset.dangTai;
  try {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(String(answer.status));
    const { items } = await answer.json();
    const list = document.createElement("ol");
    list.append(...items.slice(0, NEWEST).map(lineOf));
    panel.replaceChildren(items.length ? list : panel.dataset.trong);
  } catch {
    panel.textContent = panel.dataset.loi;
  }
}

function addPreview(row, address) {
  const { button, words } = make(showButton, row.dataset.nguon);
  const usual = words.textContent;
  const panel = panelShape.cloneNode(true);
  panel.hidden = true;
  button.addEventListener("click", () => {
    panel.hidden = !panel.hidden;
    button.setAttribute("aria-expanded", String(!panel.hidden));
    words.textContent = panel.hidden ? usual : button.dataset.dong;
    if (!panel.hidden) fill(panel, address);
  });
  row.append(button, panel);
}

for (const row of document.querySelectorAll("[data-nguon]")) {
  const json = row.querySelector("a[data-json]");
  for (const link of row.querySelectorAll("a")) addCopy(link);
  if (json) addPreview(row, json.href);
}
