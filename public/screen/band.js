// An ordinary announcement: a band where the ticker is, so that no number is covered. On a kiosk it takes some of the
// plaque's height; in a browser it is a row of its own above the page, which the reader can close.

import { element } from "./element.js";
import { largest, lettersOf, paginate } from "./fit.js";
import { sceneOnGlass } from "./glass.js";

/** From so many letters of height on it is a column, and below so many of width there is no room for the issuer. */
const TALL = 6;
const NARROW = 50;
const PAGE_S = (letters) => Math.max(8, Math.ceil(3 + letters / 5));

export class Band {
  #root = null;
  #shown = null;
  #pages = [];
  #page = 0;
  #rest = 0;
  #place = "";
  #acts;

  /** @param {{ close: (announcement: object) => void, open: (announcement: object) => void }} acts */
  constructor(acts) {
    this.#acts = acts;
    document.fonts?.ready.then(() => this.#fit());
  }

  show(announcement) {
    const isSame = JSON.stringify(announcement) === JSON.stringify(this.#shown);
    if (isSame && this.#root) {
      this.#root.hidden = false;
      return this.#settle();
    }
    this.hide();
    this.#shown = announcement;
    this.#build(announcement);
    this.#settle();
    this.#fit();
  }

  hide() {
    this.#root?.remove();
    this.#root = null;
    this.#shown = null;
    this.#place = "";
    this.#rest = 0;
  }

  /** Leaves its place for a moment, and goes on afterwards where it was. */
  stepAside() {
    if (this.#root) this.#root.hidden = true;
  }

  /** A second passes. Whether all of the text has been there to read by now. */
  pass() {
    if (!this.#root || this.#root.hidden) return false;
    this.#rest -= 1;
    if (this.#rest > 0) return false;
    const isLast = this.#page + 1 >= this.#pages.length;
    this.#turn(isLast ? 0 : this.#page + 1);
    return isLast;
  }

  #build(announcement) {
    const { isUrgent, title, text, issuer } = announcement;
    const place = placeOnGlass();
    const [act, name] = isUrgent ? [this.#acts.open, "展开"] : [this.#acts.close, "关闭"];
    const button = place !== "above" ? null : element("button", { type: "button", class: "band-act" }, name);
    button?.addEventListener("click", () => act(announcement));
    this.#root = element(
      "section",
      { class: `announcement ${isUrgent ? "urgent" : ""} ${place}`, role: "status", "aria-label": "通知公告" },
      element("strong", { class: "band-kind" }, isUrgent ? "紧急通知" : "通知"),
      element("p", { class: "band-title" }, title || text),
      element("p", { class: "band-text" }, title ? text : ""),
      issuer ? element("p", { class: "band-issuer" }, issuer) : null,
      button,
    );
    if (place === "on-wall") document.body.append(this.#root);
    else document.body.prepend(this.#root);
  }

  /** Lies where the ticker is, and moves with it. */
  #settle() {
    const ticker = wallOnGlass()?.querySelector(".ticker");
    const isWall = this.#root.classList.contains("on-wall");
    if (!ticker || !isWall) return;
    const { left, top, width, height } = ticker.getBoundingClientRect();
    // Where panels take turns, it comes and goes with the ticker.
    this.#root.hidden = width === 0;
    if (width === 0) return;
    const place = [left, top, width, height].map((side) => Math.round(side)).join(" ");
    if (place === this.#place) return;
    const [, , oldWidth, oldHeight] = this.#place.split(" ");
    this.#place = place;
    Object.assign(this.#root.style, {
      left: `${left}px`,
      top: `${top}px`,
      width: `${width}px`,
      height: `${height}px`,
    });
    // The letters are as large as those of the picture below.
    const { fontSize, paddingLeft } = getComputedStyle(ticker);
    this.#root.style.setProperty("--letter", fontSize);
    this.#root.style.setProperty("--inset", paddingLeft);
    this.#root.classList.toggle("tall", height > TALL * parseFloat(fontSize));
    this.#root.classList.toggle("narrow", width < NARROW * parseFloat(fontSize));
    if (`${oldWidth} ${oldHeight}` !== place.split(" ").slice(2).join(" ")) this.#fit();
  }

  #fit() {
    if (!this.#root) return;
    const [title, text] = [".band-title", ".band-text"].map((name) => this.#root.querySelector(name));
    const whole = this.#shown.title ? this.#shown.text : "";
    if (this.#root.classList.contains("above")) {
      this.#pages = [whole];
      return this.#write(0);
    }
    const cut = fitTitle(title, this.#shown.title || this.#shown.text);
    const words = cut ? [this.#shown.title || this.#shown.text, whole].filter(Boolean).join("\n") : whole;
    this.#pages = paginate(words, (page) => {
      text.textContent = page;
      return text.scrollHeight <= text.clientHeight + 1;
    });
    if (this.#pages.length === 0) this.#pages = [""];
    // Its place may change while somebody reads.
    if (this.#rest > 0) this.#write(Math.min(this.#page, this.#pages.length - 1));
    else this.#turn(0);
  }

  #turn(page) {
    this.#write(page);
    this.#rest = PAGE_S(lettersOf(this.#pages[page]).length);
  }

  #write(page) {
    this.#page = page;
    const text = this.#root.querySelector(".band-text");
    if (text.textContent !== this.#pages[page]) text.textContent = this.#pages[page];
  }
}

/** Where it goes. On a kiosk whoever has gone is not to have closed it for who comes. */
function placeOnGlass() {
  if (document.documentElement.dataset.home) return "on-kiosk";
  return wallOnGlass() ? "on-wall" : "above";
}

/** The scene of a wall that is seen at once; nothing where somebody scrolls. */
function wallOnGlass() {
  const scene = sceneOnGlass();
  const isFixed = scene?.classList.contains("wall") && getComputedStyle(scene).position === "fixed";
  return isFixed ? scene : null;
}

/** Whether the title had to be cut off. */
function fitTitle(title, whole) {
  title.style.fontSize = "";
  title.textContent = whole;
  const size = parseFloat(getComputedStyle(title).fontSize);
  const fits = () => title.scrollHeight <= title.clientHeight + 1 && title.scrollWidth <= title.clientWidth + 1;
  title.style.fontSize = `${largest(size * 0.8, size, (candidate) => {
    title.style.fontSize = `${candidate}px`;
    return fits();
  })}px`;
  if (fits()) return false;
  const [start] = paginate(whole, (head) => {
    title.textContent = `${head}…`;
    return fits();
  });
  title.textContent = `${start}…`;
  return true;
}
