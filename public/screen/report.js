// What a paired screen tells the server of itself: every so often, and when something changes.

import { describe } from "./model.js";
import { glass } from "./glass.js";
import { report } from "./wire.js";

const EVERY_MS = 15_000;
/** What changes in one go is told in one go. */
const TOGETHER_MS = 250;
const MEASURED_MS = 1000;

const LINKS = { live: "live", connecting: "live", replay: "live", delayed: "delayed", offline: "offline" };

export class Reporter {
  #boot = random();
  #read;
  #frames = null;
  #timer = null;

  /** @param {() => object} read What only the panel's other parts know. */
  constructor(read) {
    this.#read = read;
  }

  start() {
    this.#measureFrames();
    setInterval(() => {
      this.#send();
      this.#measureFrames();
    }, EVERY_MS);
    this.changed();
  }

  /** Something changed that the console shows. */
  changed() {
    this.#timer ??= setTimeout(() => this.#send(), TOGETHER_MS);
  }

  #send() {
    clearTimeout(this.#timer);
    this.#timer = null;
    const { unit, scene, age } = glass();
    const root = document.documentElement.dataset;
    report({
      kind: "state",
      boot: this.#boot,
      version: root.version ?? "",
      width: innerWidth,
      height: innerHeight,
      ratio: devicePixelRatio,
      model: describe(navigator.userAgent),
      unit,
      scene,
      theme: root.theme ?? "red",
      link: LINKS[age] ?? "live",
      fps: this.#frames,
      heap_mb: heap(),
      uptime_s: Math.round(performance.now() / 1000),
      wasm: !["stopped", "plain"].includes(root.program),
      ...this.#read(),
    });
  }

  /** Counts frames for one second: to count always would keep the panel busy. */
  #measureFrames() {
    if (document.hidden) return;
    let count = 0;
    const start = performance.now();
    const frame = (now) => {
      if (now - start < MEASURED_MS) {
        count += 1;
        requestAnimationFrame(frame);
      } else {
        this.#frames = Math.round((count * 1000) / (now - start));
      }
    };
    requestAnimationFrame(frame);
  }
}

function heap() {
  const bytes = performance.memory?.usedJSHeapSize;
  return bytes ? Math.round(bytes / 104_857.6) / 10 : null;
}

function random() {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
