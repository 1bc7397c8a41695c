// Paired screens as far as a page can be one by itself: told by hand what a server would tell it.

import { isLive } from "./screens.mjs";

/** Makes pages of units those of a paired screen, as the server does for the screen's own address. */
export async function pairedPages(page, id = 12) {
  // Not the page itself: one that is put in place by hand may not connect to a server on the same machine.
  await page.route("**/screen/announce.js", (route) =>
    route.fulfill({
      contentType: "text/javascript",
      body: `document.documentElement.dataset.screen = "${id}"; await import("/screen/panel.js");`,
    }),
  );
}

/** A window of a paired wall that is live. */
export async function panel(screens, path, options = {}) {
  const page = await screens.window(options);
  // A service worker would fetch the page's scripts by itself, past what is put in place of them here.
  await page.addInitScript(() => delete Navigator.prototype.serviceWorker);
  await pairedPages(page);
  if (options.clock) await page.clock.install();
  await page.goto(path);
  await isLive(page);
  await page.locator(":root[data-light]").waitFor({ state: "attached" });
  return page;
}

/** Tells a page what a server would. */
export function notify(page, notice) {
  return page.evaluate(
    (detail) => document.dispatchEvent(new CustomEvent("liandong:notice", { detail })),
    JSON.stringify(notice),
  );
}

/** Collects what a page reports from now on; `reports(page)` reads them. */
export function keepReports(page) {
  return page.evaluate(() => {
    globalThis.reports = [];
    document.addEventListener("liandong:report", ({ detail }) => globalThis.reports.push(JSON.parse(detail)));
  });
}

export const reports = (page) => page.evaluate(() => globalThis.reports);

// 2026-06-18 14:32:08 in Shanghai.
export const NOW = Date.UTC(2026, 5, 18, 6, 32, 8);
const OFFSET = 8 * 3600;
const MINUTE = 60_000;

/** What the server says of a screen. */
export const settings = (changes = {}, at = NOW) => ({
  kind: "settings",
  server_time: at,
  utc_offset: OFFSET,
  screen: { id: 12, name: "区党群服务中心大堂", role: "wall", unit: "310104", unit_name: "徐汇区" },
  theme: "red",
  still: false,
  stage: { width: null, height: null, safe: null, bezels: null },
  reading: null,
  hours: { off: null, dim: null, dim_percent: 40, restart: null },
  muted: false,
  playlist: [],
  ...changes,
});

/** The announcements that hold. */
export const announcements = (list, at = NOW) => ({
  kind: "announcements",
  server_time: at,
  utc_offset: OFFSET,
  list,
});

/** An announcement as in the design. */
export const urgent = (changes = {}) => ({
  id: 7,
  urgent: true,
  title: "暴雨橙色预警",
  text: "各居民区党组织立即到岗值守。\n请居民远离下沉道路和地下空间，转移路线听从现场指引。",
  issuer: "区应急管理局",
  scope: "徐汇区 · 全区屏幕",
  help: "12345",
  begins_at: NOW - 12 * MINUTE,
  ends_at: NOW + 208 * MINUTE,
  sent: 86,
  painted: 82,
  ...changes,
});

export const ordinary = (changes = {}) => ({
  ...urgent({ id: 8, urgent: false, title: "周六志愿服务集合时间调整" }),
  text: "原定八点半集合改为九点，地点不变，请各党支部互相转告。",
  help: null,
  ...changes,
});

/** Runs in the page: what of an element's text nobody could read. */
export function unreadable({ selector, smallest }) {
  const findings = [];
  const root = document.querySelector(selector);
  if (!root) return [`no ${selector}`];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const pieces = [];
  while (walker.nextNode()) {
    const { currentNode: node } = walker;
    const element = node.parentElement;
    const text = node.data.trim();
    // What is only said has a box of one pixel.
    const isSaidOnly = element.getBoundingClientRect().width <= 1;
    if (!text || isSaidOnly || !element.checkVisibility({ visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const size = parseFloat(getComputedStyle(element).fontSize);
    const name = `“${text.slice(0, 12)}” in .${element.className}`;
    if (size < smallest - 0.1) findings.push(`${name}: ${size.toFixed(1)} px`);
    const boxes = [...range.getClientRects()].map(({ left, right, top, bottom }) => {
      const middle = (top + bottom) / 2;
      const half = Math.min((bottom - top) / 2, size * 0.4);
      return { left, right, top: middle - half, bottom: middle + half };
    });
    const frames = [{ left: 0, top: 0, right: innerWidth, bottom: innerHeight }];
    let scrolls = false;
    for (let at = element; at !== root.parentElement; at = at.parentElement) {
      const { overflowY } = getComputedStyle(at);
      if (["auto", "scroll"].includes(overflowY)) scrolls = true;
      if (overflowY !== "visible") frames.push(at.getBoundingClientRect());
    }
    const isWithin = (box, frame) =>
      box.left >= frame.left - 2 && box.right <= frame.right + 2 && box.top >= frame.top - 2 && box.bottom <= frame.bottom + 2;
    if (!scrolls && !boxes.every((box) => frames.every((frame) => isWithin(box, frame)))) {
      findings.push(`${name} is cut off`);
    }
    if (!scrolls) pieces.push({ name, boxes });
  }
  const isOn = (a, b) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2;
  for (const [place, one] of pieces.entries()) {
    for (const other of pieces.slice(place + 1)) {
      if (one.boxes.some((a) => other.boxes.some((b) => isOn(a, b)))) findings.push(`${one.name} on ${other.name}`);
    }
  }
  return findings;
}
