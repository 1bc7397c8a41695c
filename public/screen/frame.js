// Applies what a screen is set to to the page: where the picture is, how large its type, and where frames run across it.

import { fit } from "./bezels.js";
import { sceneOnGlass } from "./glass.js";
import { SizeRules } from "./media.js";
import { stageOf } from "./stage.js";

/** How much is to stay free beside a frame, of pixels of the design. */
const CLEAR = 12;
/** What is so much of the whole runs along all of it, and keeps to no column. */
const ALL = 0.95;
const ROUNDS = 6;
const RUNNING = [".plaque .scenes", ".pipeline .stations > li"];
const AXES = [
  { name: "x", start: "left", end: "right", tracks: "gridTemplateColumns", gap: "columnGap", written: "columns" },
  { name: "y", start: "top", end: "bottom", tracks: "gridTemplateRows", gap: "rowGap", written: "rows" },
];

export class Frame {
  #rules = new SizeRules([...document.styleSheets]);
  #sheet = document.head.appendChild(document.createElement("style")).sheet;
  #settings = null;
  #stage = null;

  constructor() {
    addEventListener("resize", () => this.#apply());
  }

  set(settings) {
    this.#settings = settings;
    this.#apply();
  }

  /** Another scene has other columns. */
  renew() {
    if (this.#settings) this.#moveTracks();
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
    this.#moveTracks();
  }

  /** Measures the columns and rows as they would be, and moves the gaps to where frames are. */
  #moveTracks() {
    while (this.#sheet.cssRules.length > 0) this.#sheet.deleteRule(0);
    const { bezels } = this.#settings.stage;
    const scene = sceneOnGlass();
    if (!scene || bezels.x.length + bezels.y.length === 0) return;
    const declarations = AXES.map((axis) => this.#moved(scene, axis, bezels)).join("");
    this.#sheet.insertRule(`.scene.wall{${declarations}}`);
    for (const place of bezels.x) this.#stepAside(scene, place, bezels.gap);
  }

  #moved(scene, { name, start, end, tracks, gap, written }, bezels) {
    const style = getComputedStyle(scene);
    const box = scene.getBoundingClientRect();
    const places = bezels[name].map((place) => place - this.#stage.inner[name]);
    if (places.length === 0) return "";
    const measured = style[tracks].split(" ").map(parseFloat);
    const between = parseFloat(style[gap]) || 0;
    const clear = (CLEAR * parseFloat(style.fontSize)) / 26;
    const panels = [...scene.children]
      .map((panel) => panel.getBoundingClientRect())
      .filter((panel) => panel[end] - panel[start] < ALL * (box[end] - box[start]))
      .map((panel) => [panel[start] - box[start], panel[end] - box[start]]);
    const isFree = (place) => {
      const middle = sum(measured.slice(0, place + 1)) + between * (place + 0.5);
      return panels.every(([from, to]) => from >= middle - 1 || to <= middle + 1);
    };
    const found = fit(measured, between, places, bezels.gap, clear, isFree);
    if (!found) return "";
    const lengths = found.tracks.map((track) => `${track}px`).join(" ");
    return `grid-template-${written}:${lengths} !important;${name === "x" ? "column" : "row"}-gap:${found.gap}px !important;`;
  }

  /** What runs along the whole picture keeps to no column: its parts make room for a frame one by one. */
  #stepAside(scene, place, gap) {
    const [left, right] = [place - gap / 2, place + gap / 2];
    for (const selector of RUNNING) {
      for (const item of scene.querySelectorAll(selector)) {
        const nth = [...item.parentElement.children].indexOf(item) + 1;
        const rule = this.#sheet.cssRules[this.#sheet.insertRule(`.scene.wall ${selector}:nth-child(${nth}){}`)];
        // What it moves away from moves too: what is before it gets narrower.
        for (let round = 0, margin = 0; round < ROUNDS; round += 1) {
          const box = item.getBoundingClientRect();
          if (box.left >= right || box.right <= left) break;
          margin += right + CLEAR - box.left;
          rule.style.setProperty("margin-left", `${margin}px`, "important");
        }
      }
    }
  }
}

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
