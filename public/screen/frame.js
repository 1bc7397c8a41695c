// Applies what a screen is set to to the page: where the picture is, how large its type, and where frames run across it.

import { fit } from "./bezels.js";
import { sceneOnGlass } from "./glass.js";
import { SizeRules } from "./media.js";
import { stageOf } from "./stage.js";

/** How much is to stay free beside a frame, of pixels of the design. */
const CLEAR = 12;
const TRACKS = [
  ["x", "gridTemplateColumns", "columnGap", "grid-template-columns", "column-gap"],
  ["y", "gridTemplateRows", "rowGap", "grid-template-rows", "row-gap"],
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
    const style = getComputedStyle(scene);
    const declarations = TRACKS.map(([axis, tracks, gap, tracksName, gapName]) => {
      const { x, y } = this.#stage.inner;
      const places = bezels[axis].map((place) => place - (axis === "x" ? x : y));
      if (places.length === 0) return "";
      const measured = style[tracks].split(" ").map(parseFloat);
      const found = fit(measured, parseFloat(style[gap]) || 0, places, bezels.gap, this.#clear(style));
      if (!found) return "";
      const written = found.tracks.map((track) => `${track}px`).join(" ");
      return `${tracksName}:${written} !important;${gapName}:${found.gap}px !important;`;
    });
    this.#sheet.insertRule(`.scene.wall{${declarations.join("")}}`);
    for (const place of bezels.x) this.#stepAside(place, bezels.gap);
  }

  #clear(style) {
    return (CLEAR * parseFloat(style.fontSize)) / 26;
  }

  /** What runs along the whole picture and keeps to no column: the scenes' names in the plaque. */
  #stepAside(place, gap) {
    for (const item of document.querySelectorAll("#app .plaque .scenes")) {
      const { left, right } = item.getBoundingClientRect();
      const end = place + gap / 2;
      if (left >= end || right <= place - gap / 2) continue;
      const room = 24 + end - left;
      this.#sheet.insertRule(`.wall .plaque .scenes{transform:translateX(${Math.ceil(room)}px)}`);
    }
  }
}
