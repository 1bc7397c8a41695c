// The way from page to page: the next one is fetched and put in place. The address goes along, the history does not
// grow: "back" leads nowhere. What is shown is kept up to date as pages without the program are (`plain.js`).

import { startPlain } from "../plain.js";

/** What a document says of how it looks and what it is of. */
const SAID = ["size", "contrast", "unit", "scene", "page"];

/** The first page as it was last seen, and when: shown where the server cannot be asked, rather than a visitor's page. */
let firstPage = null;
let firstPageAt = 0;
/** Counts what was asked for: a late answer to an earlier question is dropped. */
let asked = 0;
let plain = null;

const root = document.documentElement;
const main = () => document.querySelector("main");

/** The address of what is shown, within this server. */
export const here = () => location.pathname + location.search;

/** Follows links of this kiosk and none else. */
export function openLinks() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a");
    if (!link) return;
    event.preventDefault();
    const href = link.getAttribute("href");
    if (href && isOurs(href)) open(href);
  });
  // Staff turn a kiosk to one of its own pages, never to a wall.
  document.addEventListener("liandong:turn", (event) => {
    event.stopImmediatePropagation();
    const [scene, unit = root.dataset.unit] = event.detail.split(" ");
    open(`${root.dataset.home}/units/${encodeURIComponent(unit)}?scene=${encodeURIComponent(scene)}`);
  });
  keepCurrent();
  remember(document, here(), 0);
  if (!firstPage) load(root.dataset.home).then((page) => page && remember(page, root.dataset.home, performance.now()));
}

/** A page that only says why there is none stays as it is. */
function keepCurrent() {
  if (root.dataset.unit) plain = startPlain({ root: "main" });
}

function isOurs(href) {
  const { origin, pathname } = new URL(href, location.href);
  const { home } = root.dataset;
  return origin === location.origin && (pathname === home || pathname.startsWith(`${home}/`));
}

/** Opens a page of this kiosk. A reset shows the first page whatever happens. */
export async function open(href, { isReset = false } = {}) {
  asked += 1;
  const mine = asked;
  const at = performance.now();
  const next = await load(href);
  if (mine !== asked) return;
  if (next) {
    if (isReset && next.documentElement.dataset.version !== root.dataset.version) return location.replace(href);
    remember(next, href, at);
    put(next, href, at);
  } else if (isReset && firstPage) {
    put(firstPage.cloneNode(true), href, firstPageAt);
  }
}

async function load(href) {
  try {
    const response = await fetch(href, { headers: { accept: "text/html" }, cache: "no-store" });
    // The screen is not let in any more, or what it shows is closed: the server has a page that says so.
    if (response.redirected || response.status === 404) return location.replace(root.dataset.screen ? "/screen" : href);
    if (!response.ok) return null;
    return new DOMParser().parseFromString(await response.text(), "text/html");
  } catch {
    return null;
  }
}

function remember(page, href, at) {
  if (href !== root.dataset.home) return;
  firstPage = page.cloneNode(true);
  firstPageAt = at;
}

function put(next, href, at) {
  const { dataset } = next.documentElement;
  for (const name of SAID) root.dataset[name] = dataset[name];
  document.title = next.title;
  main().replaceWith(document.adoptNode(next.querySelector("main")));
  history.replaceState(null, "", href);
  scrollTo(0, 0);
  getSelection().removeAllRanges();
  if (plain) plain.took(next, href, at);
  else keepCurrent();
  document.dispatchEvent(new CustomEvent("kiosk:page"));
  // Who reads with a screen reader or a keyboard begins at the new page's heading.
  const heading = main().querySelector("h1");
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
