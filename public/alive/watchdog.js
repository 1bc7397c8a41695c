// A program that has stopped must not go on looking live.

import { dress } from "../freshness.js";
import { serverNow, serverOffset } from "./server.js";

/** So many seconds without a sign of life, and it is taken to have stopped. */
const SILENT_S = 10;

let alive = serverNow();

/** Calls `stopped` once the program's count of seconds stands still. */
export function watch(ticks, stopped) {
  let last = ticks();
  let silent = 0;
  const timer = setInterval(() => {
    const now = ticks();
    // In the background a browser lets hardly any time pass, for this as for the program.
    silent = now === last && !document.hidden ? silent + 1 : 0;
    last = now;
    if (silent === 0) alive = serverNow();
    if (silent < SILENT_S) return;
    clearInterval(timer);
    stopped();
  }, 1000);
}

/** Says on the picture that it stands still, and since when. */
export function sayStopped() {
  const picture = document.getElementById("app");
  if (picture && alive !== undefined) {
    dress(picture, { state: "stopped", age: 0, dataTime: alive, offset: serverOffset() });
  }
}
