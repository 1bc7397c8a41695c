// Counts how long nobody has touched the screen. In its last seconds it asks; then whoever was there is forgotten.

import { here } from "./pages.js";

const ALL_S = 60;
const ASKING_S = 20;
const TOUCHES = ["pointerdown", "touchstart", "keydown", "wheel"];

const dialog = document.querySelector(".asking");
const root = document.documentElement;

let since = performance.now();
/** What gives the screen back, while it does. */
let leaving = null;

/** Calls `leave` once nobody has touched the screen for a minute, wherever it is. */
export function watchIdle(leave) {
  const touched = () => {
    if (leaving) return;
    since = performance.now();
    // It closes with the click: what follows the finger is not to fall on what is beneath.
    if (!dialog.open) show();
  };
  for (const name of TOUCHES) addEventListener(name, touched, { capture: true, passive: true });
  dialog.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", show);
  // A finger that was drawn away clicks nothing.
  addEventListener("pointercancel", () => dialog.open && dialog.close());
  document.addEventListener("kiosk:page", show);
  setInterval(() => {
    if (leaving || isAtRest()) return;
    if (left() > 0) return show();
    leaving = leave().finally(() => {
      leaving = null;
      since = performance.now();
      if (dialog.open) dialog.close();
      show();
    });
  }, 250);
  show();
}

/** On the first page, as it is for everybody, there is nothing to give back. */
const isAtRest = () => here() === root.dataset.home;

const left = () => Math.max(0, Math.ceil(ALL_S - (performance.now() - since) / 1000));

function show() {
  const seconds = left();
  const asks = !isAtRest() && seconds <= ASKING_S;
  if (asks && !dialog.open) dialog.showModal();
  for (const place of document.querySelectorAll("[data-left]")) {
    if (place.textContent !== String(seconds)) place.textContent = seconds;
  }
  const bar = document.querySelector("[data-bar]");
  if (bar) bar.style.width = `${(seconds / ALL_S) * 100}%`;
}
