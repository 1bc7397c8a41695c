// How many screens of the unit live, beside what needs to be seen to.

import { watchGlass } from "./glass.js";

let told = null;

function write() {
  const place = document.querySelector("#app .alerts .alive");
  const words = told && told.total > 0 ? `屏幕 ${told.alive} / ${told.total} 在线` : "";
  if (!place || place.textContent.trim() === words) return;
  place.replaceChildren();
  if (words) place.append(" ", Object.assign(document.createElement("span"), { textContent: words }));
}

/** Takes in what the server says of it. */
export function showAlive(notice) {
  if (!told) watchGlass(write);
  told = notice;
  write();
}
