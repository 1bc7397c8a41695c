// Finding a unit: while one types, the page that the form leads to is fetched, and its answer is put in place.

import { morph } from "./morph.js";

const PAUSE_MS = 150;
const ANSWER = ".home-found";

const form = document.querySelector(".home-search");
/** Counts what was asked, so that a late answer to an earlier question is dropped. */
let asked = 0;
let timer;

form.addEventListener("input", () => {
  asked += 1;
  clearTimeout(timer);
  timer = setTimeout(answer, PAUSE_MS, asked);
});

async function answer(mine) {
  const address = addressOf(new FormData(form));
  const page = await read(address);
  if (mine !== asked) return;
  const fresh = page?.querySelector(ANSWER);
  if (!fresh) return sayUnreachable();
  morph(document.querySelector(ANSWER), fresh);
  document.title = page.title;
  // Reloading and going back find it there.
  history.replaceState(null, "", address);
}

function addressOf(fields) {
  const query = String(fields.get("q") ?? "").trim();
  const level = String(fields.get("level") ?? "");
  return query ? `/?${new URLSearchParams({ q: query, level })}` : "/";
}

async function read(address) {
  try {
    const response = await fetch(address, { headers: { accept: "text/html" }, cache: "no-store" });
    return response.ok ? new DOMParser().parseFromString(await response.text(), "text/html") : undefined;
  } catch {
    return undefined;
  }
}

function sayUnreachable() {
  const shown = document.querySelector(ANSWER);
  for (const element of shown.querySelectorAll("ul, .home-hint")) element.remove();
  shown.querySelector(".home-summary").textContent = "暂时连不上服务器，请稍后再试。";
}
