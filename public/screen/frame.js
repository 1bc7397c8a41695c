// Applies what a screen is set to to the page: where the picture is, how large its type, and where frames run across it.

import { isDivided } from "./bezels.js";
import { sceneOnGlass } from "./glass.js";
import { SizeRules } from "./media.js";
import { NOTICED, pageAt, paginate } from "./paging.js";
import { stageOf } from "./stage.js";
import { moveTracks, stepAside } from "./tracks.js";

export class Frame {
  #rules = new SizeRules([...document.styleSheets]);
  #sheet = document.head.appendChild(document.createElement("style")).sheet;
  #settings = null;
  #stage = null;
  #pages = [];
  #page = 0;
  #second = 0;

  constructor() {
    addEventListener("resize", () => this.#apply());
  }

  set(settings) {
    this.#settings = settings;
    this.#apply();
  }

  /** Another scene has other columns. */
  renew() {
    if (this.#settings) this.#lay();
  }

  /** A second passes: panels that do not fit the screen all at once take turns. */
  pass() {
    this.#second += 1;
    const page = pageAt(this.#second, this.#pages.length);
    if (page !== this.#page) this.#turn(page);
  }

  #apply() {
    if (!this.#settings) return;
    const stage = stageOf(this.#settings, { width: innerWidth, height: innerHeight });
    this.#stage = stage;
    this.#rules.answer(stage.asked);
    const { style, dataset } = document.documentElement;
    const lengths = {
      "--stage-x": stage.inner.x,
      "--stage-y": stage.inner.y,
      "--stage-w": stage.inner.width,
      "--stage-h": stage.inner.height,
      "--stage-bleed": stage.bleed,
      "--full-w": stage.full.width,
      "--full-h": stage.full.height,
    };
    for (const [name, length] of Object.entries(lengths)) style.setProperty(name, `${length}px`);
    if (stage.isSmaller) dataset.stage = "";
    else delete dataset.stage;
    this.#lay();
  }

  #lay() {
    this.#clear();
    this.#pages = [];
    this.#zoom(1);
    const scene = sceneOnGlass();
    if (!scene || getComputedStyle(scene).position !== "fixed") return;
    const { bezels } = this.#settings.stage;
    const isFramed = isDivided(bezels);
    const moved = isFramed && this.#stage.zoom <= NOTICED && moveTracks(scene, this.#stage.inner, bezels);
    if (moved) this.#move(moved);
    else if (isFramed || this.#stage.zoom > NOTICED) this.#paginate(scene, bezels);
  }

  #clear() {
    while (this.#sheet.cssRules.length > 0) this.#sheet.deleteRule(0);
  }

  #zoom(zoom) {
    const { dataset, style } = document.documentElement;
    style.setProperty("--zoom", zoom);
    if (zoom > 1) dataset.zoom = "";
    else delete dataset.zoom;
    if (this.#pages.length > 0) dataset.paged = isDivided(this.#settings.stage.bezels) ? "framed" : "";
    else delete dataset.paged;
  }

  #paginate(scene, { x, y, gap }) {
    const { inner, zoom: wanted } = this.#stage;
    const places = { x: x.map((place) => place - inner.x), y: y.map((place) => place - inner.y), gap };
    const { zoom, pages } = paginate(scene, wanted > NOTICED ? wanted : 1, places);
    this.#pages = pages;
    this.#zoom(zoom);
    this.#turn(pageAt(this.#second, pages.length));
  }

  #move({ rule, zoom }) {
    this.#zoom(zoom);
    this.#sheet.insertRule(rule);
    this.#stepAside();
  }

  #stepAside() {
    const { x, gap } = this.#settings.stage.bezels;
    const scene = sceneOnGlass();
    if (scene) for (const place of x) stepAside(scene, this.#sheet, place, gap);
  }

  #turn(page) {
    this.#page = page;
    this.#clear();
    for (const rule of this.#pages[page] ?? []) this.#sheet.insertRule(rule, this.#sheet.cssRules.length);
    this.#stepAside();
  }
}
