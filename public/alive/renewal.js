// Loading a page anew while nobody is disturbed: for another version of the server, and each day at the hour that is
// set for it. Only when the server is there to answer; a wall between two scenes, a kiosk or a browser that nobody uses.

import { noticeOf } from "../screen/wire.js";
import { isServed, serverNow, serverOffset } from "./server.js";

const DAY_MS = 86_400_000;
/** Panels that are told the same do not all do it at once. */
const SPREAD_MS = 30_000;
/** Around the hour of the daily restart. */
const RESTART_SPREAD_MS = 600_000;
/** A wall that shows no other scene for so long has none. */
const SCENE_MS = 180_000;
/** Nobody is at a screen that was not touched for so long. */
const QUIET_MS = 90_000;
const FADE_MS = 600;

const page = document.documentElement.dataset;
const jitter = Math.random() * RESTART_SPREAD_MS;
let touched = performance.now();
let wanted = false;
let restart;

/** Sees to it for as long as the page lives. */
export function keepNew() {
  for (const name of ["pointerdown", "touchstart", "keydown"]) {
    addEventListener(name, () => (touched = performance.now()), { capture: true, passive: true });
  }
  document.addEventListener("liandong:notice", ({ detail }) => heard(noticeOf(detail)));
  setInterval(() => restart !== undefined && serverNow() >= restart && want(0), 10_000);
}

function heard(notice) {
  if (notice.kind === "version") consider(notice.version, notice.wait_ms);
  if (notice.kind !== "settings") return;
  consider(notice.version);
  restart = nextAt(notice.hours?.restart);
}

/** Moves to a version, unless it is the page's own. */
function consider(version, wait = Math.random() * SPREAD_MS) {
  if (version && page.version && version !== page.version) want(wait);
}

/** The next time that it is so late where the server is, with some minutes' spread. */
function nextAt(time) {
  const [, hours, minutes] = /^(\d{2}):(\d{2})$/.exec(time ?? "") ?? [];
  const now = serverNow();
  if (hours === undefined || now === undefined) return undefined;
  const local = now + serverOffset() * 1000;
  const today = Math.floor(local / DAY_MS) * DAY_MS + (Number(hours) * 60 + Number(minutes)) * 60_000;
  const next = today > local ? today : today + DAY_MS;
  return next - serverOffset() * 1000 + jitter;
}

async function want(wait) {
  if (wanted) return;
  wanted = true;
  await pause(wait);
  do {
    await moment();
  } while (!(await isServed()));
  location.reload();
}

/** Waits until nobody would notice. */
async function moment() {
  const wall = () => document.querySelector("#app .scene.wall");
  const shown = () => `${wall()?.dataset.scene} ${document.title}`;
  const [before, since] = [shown(), performance.now()];
  for (;;) {
    await pause(1000);
    if (wall()) {
      if (shown() !== before) return pause(FADE_MS);
      if (performance.now() - since > SCENE_MS) return undefined;
    } else if (page.screen || location.pathname.startsWith("/kiosk/")) {
      if (performance.now() - touched > QUIET_MS) return undefined;
    } else if (document.hidden) {
      return undefined;
    }
  }
}

const pause = (ms) => new Promise((resume) => setTimeout(resume, ms));
