// An urgent announcement: it takes the whole screen, at once, and leaves it as it was.

import { element } from "./element.js";
import { largest, lettersOf, paginate } from "./fit.js";

const LEAVES_MS = 400;
/** How long a page of a long text stays: long enough to read it. */
const PAGE_MS = (letters) => Math.max(8000, 3000 + letters * 200);
/** How much of the height a title may take that stands above its text. */
const TITLE_SHARE = 0.55;
const TITLE_LINES = 2;

export class Takeover {
  #root = null;
  #shown = null;
  #pages = [];
  #page = 0;
  #timer = null;
  #minimise;

  /** @param {((announcement: object) => void) | null} minimise What a reader may do; nothing on screens that nobody touches. */
  constructor(minimise) {
    this.#minimise = minimise;
    addEventListener("resize", () => this.fit());
    document.fonts?.ready.then(() => this.fit());
  }

  /** Shows it; or what has changed of it, without a start. */
  show(announcement, facts) {
    const isOther = this.#shown?.id !== announcement.id;
    const isChanged = isOther || wordsOf(announcement) !== wordsOf(this.#shown);
    this.#shown = announcement;
    if (isOther) this.#build(announcement);
    if (isChanged) this.#write(announcement, facts);
    this.#tell(facts);
    if (isChanged) this.fit();
  }

  hide() {
    if (!this.#root) return;
    const leaving = this.#root;
    clearTimeout(this.#timer);
    this.#root = null;
    this.#shown = null;
    delete document.documentElement.dataset.takeover;
    leaving.classList.add("leaving-takeover");
    leaving.removeAttribute("role");
    leaving.setAttribute("aria-hidden", "true");
    setTimeout(() => leaving.remove(), LEAVES_MS);
  }

  /** Sets title and text as large as they fit, the text a page at a time where it has to be. */
  fit() {
    if (!this.#root) return;
    const [body, title, text] = this.#parts(".takeover-body", ".takeover-title", ".takeover-text");
    const isScrolled = this.#minimise !== null;
    fitTitle(body, title, this.#shown);
    const whole = textOf(this.#shown, title);
    text.style.fontSize = "";
    text.textContent = whole;
    const size = parseFloat(getComputedStyle(text).fontSize);
    const least = size * factor(text, "--least");
    const fits = () => text.scrollHeight <= text.clientHeight + 1;
    const chosen = largest(least, size, (candidate) => {
      text.style.fontSize = `${candidate}px`;
      return fits();
    });
    text.style.fontSize = `${chosen}px`;
    text.classList.toggle("scrolls", isScrolled && !fits());
    this.#pages = isScrolled || fits() ? [whole] : paginate(whole, (page) => {
      text.textContent = page;
      return fits();
    });
    this.#turn(Math.min(this.#page, Math.max(0, this.#pages.length - 1)));
  }

  #turn(page) {
    clearTimeout(this.#timer);
    this.#page = page;
    const [text, count] = this.#parts(".takeover-text", ".takeover-pages");
    text.textContent = this.#pages[page] ?? "";
    count.textContent = this.#pages.length > 1 ? `第 ${page + 1} / ${this.#pages.length} 页` : "";
    if (this.#pages.length < 2) return;
    const letters = lettersOf(this.#pages[page]).length;
    this.#timer = setTimeout(() => this.#turn((page + 1) % this.#pages.length), PAGE_MS(letters));
  }

  #build(announcement) {
    this.#root?.remove();
    this.#page = 0;
    const shrink =
      this.#minimise &&
      element("button", { type: "button", class: "takeover-shrink" }, "收起");
    shrink?.addEventListener("click", () => this.#minimise(announcement));
    this.#root = element(
      "section",
      { class: "takeover", role: "alert", "aria-labelledby": "takeover-title", tabindex: this.#minimise ? "-1" : null },
      element(
        "header",
        { class: "takeover-head" },
        element("i", { class: "takeover-sign", "aria-hidden": "true" }),
        element("div", {}, element("strong", {}, "紧急通知"), element("p", { class: "takeover-scope" })),
        element("p", { class: "takeover-day" }, element("span", {}), element("span", {})),
        element("p", { class: "takeover-clock" }),
        shrink,
      ),
      element(
        "div",
        { class: "takeover-body" },
        element("h1", { class: "takeover-title", id: "takeover-title" }),
        element("p", { class: "takeover-text" }),
      ),
      element("dl", { class: "takeover-facts" }),
      element(
        "footer",
        { class: "takeover-foot" },
        element("p", { class: "takeover-receipt" }),
        element("p", { class: "takeover-pages" }),
      ),
    );
    document.body.append(this.#root);
    document.documentElement.dataset.takeover = "";
    if (this.#minimise) this.#root.focus({ preventScroll: true });
  }

  #write({ scope, issuer, begins, ends, help }, { clock, isDemo }) {
    const [scopeLine, facts, foot] = this.#parts(".takeover-scope", ".takeover-facts", ".takeover-foot");
    scopeLine.textContent = scope;
    const [begin, end, today] = [begins, ends, clock.now()].map((moment) => clock.local(moment));
    const on = (moment) => (moment.date === today.date ? moment.time : `${moment.day} ${moment.time}`);
    const fact = (name, value, kind) =>
      value ? element("div", { class: kind }, element("dt", {}, name), element("dd", {}, value)) : null;
    facts.replaceChildren(
      ...[
        fact("发布", `${issuer} ${on(begin)}`.trim(), "issued"),
        fact("有效", `至 ${on(end)} 或人工解除`, "valid"),
        fact("求助", help, "help"),
      ].filter(Boolean),
    );
    foot.querySelector(".takeover-demo")?.remove();
    if (isDemo) foot.append(element("p", { class: "takeover-demo" }, "演示数据"));
  }

  /** What goes on changing: the time, and how many screens have it. */
  #tell({ clock, received }) {
    const now = clock.local();
    const [clockText, day, receipt] = this.#parts(".takeover-clock", ".takeover-day", ".takeover-receipt");
    set(clockText, now.time);
    set(day.firstChild, now.date);
    set(day.lastChild, now.weekday);
    const { sent, painted } = this.#shown;
    const counted = sent > 0 && painted !== null ? `${painted} / ${sent} 屏已确认` : "";
    const delivered = received ? `${clock.local(received).seconds} 送达` : "";
    set(receipt, [delivered, counted].filter(Boolean).join("　"));
  }

  #parts(...selectors) {
    return selectors.map((selector) => this.#root.querySelector(selector));
  }
}

/** Two lines at the most; a title that is too long even at its smallest is cut off, and told whole with the text. */
function fitTitle(body, title, announcement) {
  const whole = announcement.title || announcement.text;
  title.style.fontSize = "";
  title.textContent = whole;
  const size = parseFloat(getComputedStyle(title).fontSize);
  const least = size * factor(title, "--least");
  const share = getComputedStyle(body).flexDirection === "column" ? TITLE_SHARE : 1;
  const fits = () => {
    const line = parseFloat(getComputedStyle(title).lineHeight);
    const most = Math.min(TITLE_LINES * line, body.clientHeight * share);
    return title.offsetHeight <= most + 1 && title.scrollWidth <= title.clientWidth + 1;
  };
  const chosen = largest(least, size, (candidate) => {
    title.style.fontSize = `${candidate}px`;
    return fits();
  });
  title.style.fontSize = `${chosen}px`;
  if (fits()) return;
  const [start] = paginate(whole, (head) => {
    title.textContent = `${head}…`;
    return fits();
  });
  title.textContent = `${start}…`;
}

/** The text, after the whole title where that was cut off. */
function textOf({ title, text }, shown) {
  const isCut = shown.textContent !== (title || text);
  if (!title) return isCut ? text : "";
  return isCut ? [title, text].filter(Boolean).join("\n") : text;
}

/** All of it but how many screens have it. */
const wordsOf = (announcement) => JSON.stringify({ ...announcement, sent: null, painted: null });

const factor = (one, name) => parseFloat(getComputedStyle(one).getPropertyValue(name)) || 1;

function set(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
