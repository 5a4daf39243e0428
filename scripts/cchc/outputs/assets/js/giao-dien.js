/* Comforts of the frame: theme, contrast, text size, print, share, "/" and Ctrl K to search, suggestions. Every page
   works without this file. */
const root = document.documentElement;

function remember(ten, value) {
  if (value) root.setAttribute(`data-${ten}`, value);
  else root.removeAttribute(`data-${ten}`);
  try {
    if (value) localStorage.setItem(`cchc-${ten}`, value);
    else localStorage.removeItem(`cchc-${ten}`);
  } catch {
    /* Storage may be refused; the choice then lasts for this page. */
  }
}

/* Text size: four steps, the second is the standard one and is stored as nothing. */
const CO_CHU = ["nho", "", "lon", "rat-lon"];
const sizeButtons = document.querySelectorAll("button[data-co-chu]");

function showTextSize() {
  const step = CO_CHU.indexOf(root.getAttribute("data-co-chu") ?? "");
  for (const button of sizeButtons) {
    const change = Number(button.dataset.coChu);
    const used = change === 0 ? step === 1 : step + change < 0 || step + change >= CO_CHU.length;
    button.setAttribute("aria-disabled", String(used));
  }
}

for (const button of sizeButtons) {
  button.addEventListener("click", () => {
    const change = Number(button.dataset.coChu);
    const step = CO_CHU.indexOf(root.getAttribute("data-co-chu") ?? "");
    remember("co-chu", change === 0 ? "" : CO_CHU[Math.min(Math.max(step + change, 0), CO_CHU.length - 1)]);
    showTextSize();
  });
}

const darkSystem = matchMedia("(prefers-color-scheme: dark)");
const darkButton = document.querySelector("[data-nen-toi]");
const contrastButton = document.querySelector("[data-tuong-phan-cao]");

function isDark() {
  return (root.getAttribute("data-giao-dien") ?? (darkSystem.matches ? "toi" : "sang")) === "toi";
}

function showScheme() {
  darkButton?.setAttribute("aria-pressed", String(isDark()));
  contrastButton?.setAttribute("aria-pressed", String(root.getAttribute("data-tuong-phan") === "cao"));
}

darkButton?.addEventListener("click", () => {
  const wanted = isDark() ? "sang" : "toi";
  remember("giao-dien", wanted === (darkSystem.matches ? "toi" : "sang") ? "" : wanted);
  showScheme();
});

contrastButton?.addEventListener("click", () => {
  remember("tuong-phan", root.getAttribute("data-tuong-phan") === "cao" ? "" : "cao");
  showScheme();
});

darkSystem.addEventListener("change", showScheme);
showTextSize();
showScheme();

/* The one-key shortcut can be turned off (WCAG 2.1.4). */
const shortcutButton = document.querySelector("[data-phim-tat]");

function shortcutOn() {
  return root.getAttribute("data-phim-tat") !== "tat";
}

function showShortcut() {
  shortcutButton?.setAttribute("aria-pressed", String(shortcutOn()));
}

shortcutButton?.addEventListener("click", () => {
  remember("phim-tat", shortcutOn() ? "tat" : "");
  showShortcut();
});
showShortcut();

/* Panels of the frame close on Escape and on a click outside; one stands open at a time. */
const panels = [...document.querySelectorAll('details[name="dau-trang"]')];

for (const panel of panels) {
  panel.addEventListener("toggle", () => {
    if (!panel.open) return;
    for (const other of panels) if (other !== panel) other.open = false;
    panel.querySelector("input")?.focus();
  });
}

document.addEventListener("click", (event) => {
  for (const panel of panels) if (panel.open && !panel.contains(event.target)) panel.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    for (const panel of panels) {
      if (!panel.open) continue;
      panel.open = false;
      panel.querySelector("summary").focus();
    }
  }
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  const isSlash = event.key === "/" && shortcutOn() && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
  const isCommand = event.key === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
  if (isSlash || isCommand) {
    const field = document.querySelector("main .o-tra-cuu input");
    const panel = document.querySelector(".mo-tim");
    if (!field && !panel) return;
    event.preventDefault();
    if (field) field.focus();
    else panel.open = true;
  }
});

/* Suggestions come with the first focus of a search box; the lookup page shows its results instead. */
document.addEventListener("focusin", (event) => {
  const field = event.target.closest?.(".o-tra-cuu:not(#tra-cuu) input[type=search]");
  if (field) import("./goi-y.js").then(({ suggest }) => suggest(field), () => {});
});

for (const button of document.querySelectorAll("[data-in]")) button.addEventListener("click", () => print());

for (const button of document.querySelectorAll("[data-chia-se]")) {
  button.addEventListener("click", async () => {
    const address = location.href.split("#")[0];
    try {
      if (navigator.share) await navigator.share({ title: document.title, url: address });
      else {
        await navigator.clipboard.writeText(address);
        tell(button, "Đã sao chép địa chỉ trang.");
      }
    } catch {
      /* The reader closed the sharing window: nothing to say. */
    }
  });
}

function tell(button, words) {
  button.closest(".chia-se, .hang-nut").querySelector("[role=status]").textContent = words;
}

for (const button of document.querySelectorAll("[data-chep-tu]")) {
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.chepTu);
    try {
      await navigator.clipboard.writeText((source.value ?? source.textContent).trim());
      tell(button, "Đã sao chép.");
    } catch {
      source.select?.();
      tell(button, "Trình duyệt không cho sao chép; hãy chọn nội dung và sao chép bằng tay.");
    }
  });
}

const printed = document.querySelector("[data-dia-chi-trang]");
if (printed) {
  const day = new Date().toLocaleDateString("vi-VN", { day: "2-digit", month: "2-digit", year: "numeric" });
  printed.textContent = ` · ${location.href.split("#")[0]} · In ngày ${day}`;
}

/* The contents list marks the part being read. */
const contents = new Map();
for (const link of document.querySelectorAll(".muc-luc a[href^='#']")) {
  const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (heading) contents.set(heading, link);
}

if (contents.size > 1 && "IntersectionObserver" in window) {
  const watcher = new IntersectionObserver(
    (entries) => {
      const seen = entries.find((entry) => entry.isIntersecting);
      if (!seen) return;
      for (const link of contents.values()) link.removeAttribute("aria-current");
      contents.get(seen.target).setAttribute("aria-current", "true");
    },
    { rootMargin: "0px 0px -70% 0px" },
  );
  for (const heading of contents.keys()) watcher.observe(heading);
}
