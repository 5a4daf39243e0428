/* <cchc-tin>: news of this portal on another site, under that site's own strict policy.
   It reads one JSON Feed of the origin it came from and prints it as text; its inner link stays if anything fails.
   Attributes: nguon (name or address of a feed), so-tin (1 to 20), kieu (gon, day-du), tieu-de. */
const portal = new URL("../../", import.meta.url);
const day = new Intl.DateTimeFormat("en-GB", {
  day: "2-digit", month: "2-digit", year: "numeric", timeZone: "Asia/Ho_Chi_Minh",
});

/* Text and background are the host page's: the list fits light and dark pages alike. */
const sheet = new CSSStyleSheet();
sheet.replaceSync(`
:host { display: block; line-height: 1.5; overflow-wrap: break-word; text-align: start }
:host([hidden]) { display: none }
h2 { margin: 0 0 .5em; padding-inline-start: .6em; border-inline-start: 4px solid var(--cchc-mau, #a4161a);
  font-size: 1.2em; line-height: 1.35 }
ul { margin: 0; padding: 0; list-style: none }
li { padding: .6em 0; border-top: 1px solid color-mix(in srgb, currentColor 25%, transparent) }
li > * { display: block }
a, ::slotted(a) { color: inherit; text-underline-offset: .2em }
li a { padding: .15em 0; font-weight: 600; line-height: 1.4 }
a:focus-visible { outline: 3px solid #ffbf47; box-shadow: 0 0 0 5px #1b1b1f; border-radius: 2px }
img { width: 100%; height: auto; aspect-ratio: 16 / 9; margin: 0 0 .5em; border-radius: 6px; object-fit: cover }
p { margin: .25em 0 }
time, footer { font-size: .875em }
footer { padding-top: .6em; border-top: 1px solid color-mix(in srgb, currentColor 25%, transparent) }
`);

function make(name, text, ...children) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
}

/* An address on the web, or null: a feed can hold any text. */
function read(address) {
  try {
    const url = new URL(address, portal);
    return /^https?:$/.test(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

function link(url, text) {
  const made = make("a", text);
  made.href = url.href;
  return made;
}

function describe(item, full) {
  const url = read(item.url);
  const title = String(item.title ?? "").trim();
  if (!url || !title) return null;
  const row = make("li");
  const picture = full && item.image && read(item.image);
  if (picture && picture.origin === portal.origin) {
    const image = make("img");
    Object.assign(image, { loading: "lazy", alt: "", width: 640, height: 360, src: picture.href });
    row.append(image);
  }
  row.append(link(url, title));
  const date = new Date(item.date_published);
  if (!Number.isNaN(date.getTime())) {
    const time = make("time", day.format(date));
    time.dateTime = item.date_published;
    row.append(time);
  }
  if (full && item.summary) row.append(make("p", String(item.summary)));
  return row;
}

class CchcTin extends HTMLElement {
  static observedAttributes = ["nguon", "so-tin", "kieu", "tieu-de"];

  #section = make("section", "", make("slot"));
  #turn = 0;
  #seen = false;
  #watcher;

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [sheet];
    shadow.append(this.#section);
  }

  connectedCallback() {
    if (this.#seen) return;
    this.#watcher = new IntersectionObserver(
      ([entry]) => {
        if (!entry.isIntersecting) return;
        this.#watcher.disconnect();
        this.#seen = true;
        this.#load();
      },
      { rootMargin: "400px" },
    );
    this.#watcher.observe(this);
  }

  disconnectedCallback() {
    this.#watcher?.disconnect();
  }

  attributeChangedCallback() {
    if (this.#seen) this.#load();
  }

  async #load() {
    const turn = ++this.#turn;
    this.#section.setAttribute("aria-busy", "true");
    try {
      const feed = await this.#fetch();
      if (turn === this.#turn) this.#show(feed);
    } catch {
      if (turn === this.#turn) this.#section.replaceChildren(make("slot"));
    }
    if (turn === this.#turn) this.#section.setAttribute("aria-busy", "false");
  }

  async #fetch() {
    const name = this.getAttribute("nguon") ?? "tin-tuc";
    const url = /^[\w/-]+$/.test(name) ? new URL(`rss/${name}.json`, portal) : read(name);
    if (url?.origin !== portal.origin) throw new TypeError("not a feed of this portal");
    const answer = await fetch(url, { credentials: "omit", redirect: "error", signal: AbortSignal.timeout(15000) });
    if (!answer.ok) throw new TypeError(`status ${answer.status}`);
    return answer.json();
  }

  #show(feed) {
    const full = this.getAttribute("kieu") === "day-du";
    const wanted = Math.min(Math.max(Math.trunc(Number(this.getAttribute("so-tin") ?? 5)) || 5, 1), 20);
    const rows = feed.items.map((item) => describe(item, full)).filter(Boolean).slice(0, wanted);
    const title = this.getAttribute("tieu-de") ?? String(feed.title ?? "");
    const list = make("ul", "", ...rows);
    list.setAttribute("role", "list");
    this.#section.setAttribute("aria-label", title || String(feed.title ?? "Tin tức"));
    this.#section.replaceChildren(
      ...(title ? [make("h2", title)] : []),
      rows.length ? list : make("p", "Chưa có tin."),
      make("footer", "Nguồn: ", make("slot", "", link(read(feed.home_page_url) ?? portal, portal.host))),
    );
  }
}

customElements.get("cchc-tin") ?? customElements.define("cchc-tin", CchcTin);
