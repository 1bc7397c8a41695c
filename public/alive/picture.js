// The last good picture of a panel, kept on the panel: what it shows when it is switched on and the server is gone.
//
// Kept are pages that nobody signs in for: those of paired screens, and walls that everybody may see. Never what lies
// over the picture (an announcement may have ended since), and never while it is not live.

import { dress } from "../freshness.js";
import { serverNow, serverOffset } from "./server.js";

const PICTURES = "liandong-pictures";
const FILES = "liandong-files";
const FIRST_MS = 10_000;
const EVERY_MS = 60_000;
const MOST_FILES = 150;

const page = document.documentElement.dataset;

/** Keeps the picture of this page, each minute, where it may be kept. */
export async function keepPictures() {
  if (!isSecureContext || !("serviceWorker" in navigator) || !(page.home || isPanel())) return;
  try {
    await navigator.serviceWorker.register("/sw.js");
    if (!page.screen && !(await isPublic())) return;
  } catch {
    return;
  }
  setTimeout(keep, FIRST_MS);
  setInterval(keep, EVERY_MS);
}

/** A page of a screen that nobody has a keyboard at: as in `sw.js`. */
function isPanel() {
  const { pathname, search } = location;
  // Of a kiosk the first page only, as it is for everybody: all else was some visitor's.
  if (page.home) return pathname + search === page.home;
  const isWall = pathname.startsWith("/units/") && new URLSearchParams(search).get("mode") === "wall";
  return pathname === "/screen" || isWall;
}

/** Whether who is not signed in sees what is to be kept. */
async function isPublic() {
  const answer = await fetch(page.home ?? location.href, { method: "HEAD", credentials: "omit", cache: "no-store" });
  return answer.ok && !answer.redirected;
}

async function keep() {
  const time = serverNow();
  if (!isPanel()) return;
  const isLive = document.querySelector('.state[data-state="live"]');
  if (!isLive || time === undefined || page.program === "stopped") return;
  try {
    const [pictures, files] = await Promise.all([caches.open(PICTURES), caches.open(FILES)]);
    await keepFiles(files);
    const picture = pictureOf(time);
    const put = (address) =>
      pictures.put(address, new Response(picture, { headers: { "content-type": "text/html; charset=utf-8" } }));
    await put(location.pathname + location.search);
    // Where a paired panel begins when it is switched on.
    if (page.screen) await put("/screen");
  } catch (error) {
    // No room, or nothing may be kept here: the panel then says at least that it waits.
    console.info(`the picture is not kept: ${error}`);
  }
}

/** What the picture needs, all of which the browser has just used. */
async function keepFiles(files) {
  const used = performance.getEntriesByType("resource").map(({ name }) => new URL(name));
  const linked = [...document.querySelectorAll("link[href]")].map(({ href }) => new URL(href));
  const own = [...used, ...linked].filter(
    ({ origin, pathname }) => origin === location.origin && /\.(js|css|woff2|svg)$/.test(pathname),
  );
  const needed = new Set(own.map(({ pathname }) => pathname));
  const known = await files.keys();
  const kept = new Set(known.map(({ url }) => new URL(url).pathname));
  await files.addAll([...needed].filter((pathname) => !kept.has(pathname)));
  for (const file of known.slice(0, Math.max(0, known.length - MOST_FILES))) await files.delete(file);
}

/** The page as it is now, as it is to be shown when nobody knows how much later that is. */
function pictureOf(dataTime) {
  const copy = document.documentElement.cloneNode(true);
  copy.dataset.kept = String(dataTime);
  delete copy.dataset.light;
  for (const element of copy.querySelectorAll("script, noscript, link[rel=modulepreload], link[as=fetch]")) {
    element.remove();
  }
  const body = copy.querySelector("body");
  const shown = body.querySelector("#app") ?? body.querySelector("main");
  body.replaceChildren(shown);
  dress(copy, { state: "kept", age: 0, dataTime, offset: serverOffset() });
  for (const element of copy.querySelectorAll("a[href]")) element.removeAttribute("href");
  const script = document.createElement("script");
  script.type = "module";
  script.src = "/alive/kept.js";
  body.append(script);
  return `<!DOCTYPE html>\n${copy.outerHTML}`;
}
