/* The page that composes a snippet: choices in, snippet and live preview out. The snippets' wording is the page's. */
const composer = document.querySelector("#soan-nhung");
const form = composer.querySelector("form");
const output = composer.querySelector("#nhung-ra");
const preview = composer.querySelector("#nhung-xem");
const status = document.querySelector("[data-bao-chep]");
const portal = composer.dataset.gocCong;
const here = new URL(composer.dataset.goc, location.href);
let turn = 0;

function chosen() {
  const source = form.nguon.selectedOptions[0];
  const way = form.cach.value;
  const count = form.so.value;
  const width = form.rong.selectedOptions[0];
  const path = source.getAttribute(`data-${way}-${count}`) ?? "";
  return {
    way,
    path,
    dia_chi: portal + path,
    nguon: source.value,
    kho: source.value.replaceAll("/", "-"),
    nhan: source.text,
    trang: portal + source.dataset.trang,
    lien_ket: new URL(`.${source.dataset.trang}`, here).href,
    so: count,
    kieu: form.kieu.value,
    rong: width.value,
    cao: width.getAttribute(`data-cao-${count}`) ?? "",
  };
}

/* Frames and fragments come with few numbers of items; only the component takes any. */
function offer(way) {
  for (const field of form.querySelectorAll("[data-cua]")) field.hidden = field.dataset.cua !== way;
  for (const option of form.so.options) {
    option.disabled = option.hidden = way !== "the" && option.hasAttribute("data-chi-the");
  }
  if (form.so.selectedOptions[0].disabled) form.so.value = "5";
}

function escape(text) {
  const made = document.createElement("i");
  made.setAttribute("title", text);
  return made.outerHTML.slice(10, -6);
}

function compose(choice) {
  const wording = document.getElementById(`nhung-mau-${choice.way}`).content.textContent;
  return wording.replace(/\{(\w+)\}/g, (whole, name) => (name in choice ? escape(choice[name]) : whole));
}

function element(name, attributes) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

async function look(choice) {
  const mine = ++turn;
  if (choice.way === "khung") {
    const frame = { src: new URL(`.${choice.path}`, here).href, title: choice.nhan, width: choice.rong, height: choice.cao };
    return preview.replaceChildren(element("iframe", frame));
  }
  if (choice.way === "the") {
    const made = element("cchc-tin", { nguon: choice.nguon, "so-tin": choice.so, kieu: choice.kieu, "tieu-de": choice.nhan });
    const link = element("a", { href: choice.lien_ket });
    link.textContent = choice.nhan;
    made.append(link);
    return preview.replaceChildren(made);
  }
  const answer = await fetch(new URL(`.${choice.path}`, here));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (mine === turn) preview.replaceChildren(...page.body.children);
}

function show() {
  offer(form.cach.value);
  const choice = chosen();
  output.textContent = compose(choice);
  look(choice).catch(() => {
    preview.textContent = "Không tải được bản xem trước.";
  });
}

for (const button of document.querySelectorAll("[data-chep]")) {
  button.addEventListener("click", async () => {
    status.textContent = "";
    try {
      await navigator.clipboard.writeText(button.parentElement.querySelector("code").textContent);
      status.textContent = "Đã sao chép.";
      button.dataset.chep = "xong";
    } catch {
      status.textContent = "Trình duyệt không cho sao chép; bạn chọn đoạn mã rồi bấm Ctrl + C.";
    }
  });
}

form.addEventListener("change", show);
form.addEventListener("submit", (event) => event.preventDefault());
show();
