// How many screens of the unit live, beside what else there is below it.

import { watchGlass } from "./glass.js";

let told = null;

function write() {
  const place = document.querySelector("#app .trail .alive");
  const words = told && told.total > 0 ? `屏幕 ${told.alive}/${told.total} 在线` : "";
  if (place && place.textContent !== words) place.textContent = words;
}

/** Takes in what the server says of it. */
export function showAlive(notice) {
  if (!told) watchGlass(write);
  told = notice;
  write();
}
