// Everything is reached by Tab, is seen when it is, and lets go again.

import assert from "node:assert/strict";
import { test } from "node:test";

import { DISTRICT, STREET, day } from "./support/facts.mjs";
import { prepare } from "./support/pages.mjs";
import { isLive, useBrowser } from "./support/screens.mjs";
import { until } from "./support/until.mjs";

const run = useBrowser();
const DESK = { width: 1366, height: 768 };
const PHONE = { width: 390, height: 844 };

/** Runs in the page: numbers what Tab has to reach, in the order of the document, and says how many there are. */
function number() {
  const all = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']");
  const isReached = (element) =>
    !element.disabled &&
    element.type !== "hidden" &&
    // Of a group of radio buttons Tab reaches the one that is chosen, or the first.
    (element.type !== "radio" || element.checked || isFirstOfNone(element)) &&
    element.checkVisibility({ visibilityProperty: true }) &&
    !element.closest("dialog:not([open])");
  const isFirstOfNone = (radio) => {
    const group = [...(radio.form ?? document).querySelectorAll(`input[type=radio][name="${radio.name}"]`)];
    return group[0] === radio && group.every(({ checked }) => !checked);
  };
  const reached = [...all].filter(isReached);
  globalThis.numbered = new Map(reached.map((element, place) => [element, place]));
  const said = ({ localName, className, name = "", textContent }) =>
    `${localName}.${className} ${name} “${textContent.trim().slice(0, 20)}”`;
  return reached.map(said);
}

/** Runs in the page: which of them has the focus, whether one sees that, and whether something lies on it. */
function focused() {
  const element = document.activeElement;
  const place = globalThis.numbered.get(element) ?? -1;
  if (place < 0) return { place, what: element.localName };
  // What is drawn for a field may be its label; for a way to a unit, all of its tile.
  const drawn = [element, element.nextElementSibling, element.parentElement].filter(Boolean);
  const outlines = drawn.flatMap((one) => [null, "::before", "::after"].map((part) => getComputedStyle(one, part)));
  const isSeen = outlines.some(({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && parseFloat(outlineWidth) >= 2);
  const box = element.getBoundingClientRect();
  const [left, top] = [Math.max(box.left, 0), Math.max(box.top, 0)];
  const [width, height] = [Math.min(box.right, innerWidth) - left, Math.min(box.bottom, innerHeight) - top];
  const parts = [0.1, 0.5, 0.9];
  const points = parts.flatMap((x) => parts.map((y) => [left + width * x, top + height * y]));
  const isFree = points.some(([x, y]) => {
    const hit = document.elementFromPoint(x, y);
    return hit && (element.contains(hit) || hit.contains(element) || element.labels?.[0]?.contains(hit));
  });
  return { place, isSeen, isFree };
}

/** What is wrong on the page that is open, for who has only a keyboard. */
async function findings(page) {
  const wanted = await page.evaluate(number);
  const found = [];
  const order = [];
  // A field for a day is three or four steps, and the browser has one of its own.
  for (let step = 0; step < 4 * wanted.length + 8; step += 1) {
    await page.keyboard.press("Tab");
    const { place, isSeen, isFree } = await page.evaluate(focused);
    if (place < 0 || place === order.at(-1)) continue;
    if (order.includes(place)) break;
    order.push(place);
    if (!isSeen) found.push(`no focus seen on ${wanted[place]}`);
    if (!isFree) found.push(`something lies on ${wanted[place]}`);
  }
  const missed = wanted.filter((_, place) => !order.includes(place));
  found.push(...missed.map((what) => `never reached: ${what}`));
  if (order.some((place, at) => at > 0 && place < order[at - 1])) found.push(`not in the order of the page: ${order}`);
  return found;
}

async function check(page, paths, size) {
  const all = [];
  await page.setViewportSize(size);
  for (const path of paths) {
    await page.goto(path);
    if (/^\/units\/\d+(\?scene|$)/.test(path)) await isLive(page);
    all.push(...(await findings(page)).map((finding) => `${path} at ${size.width}: ${finding}`));
  }
  assert.ok(all.length === 0, all.join("\n"));
}

const OPEN = [
  "/",
  "/?q=xjh",
  `/units/${DISTRICT}`,
  `/units/${DISTRICT}?scene=linkage`,
  `/units/${STREET}?scene=life`,
  `/units/${STREET}?scene=co_building`,
  `/units/${DISTRICT}?replay=${day(-1)}`,
  `/units/${DISTRICT}/numbers/member.total`,
  "/sign-in",
  "/api/docs",
];

for (const size of [DESK, PHONE]) {
  test(
    `the pages of everybody are gone through by keyboard at ${size.width} pixels`,
    run(({ screens }) => screens.window().then((page) => check(page, OPEN, size))),
  );
}

test(
  "the console is gone through by keyboard",
  run(async (world) => {
    const page = await prepare(world);
    const names = ["", "/deployments", `/deployments/new?unit=${DISTRICT}`, "/lists", "/logs/new", "/reviews", "/meetings"];
    const rest = ["/cobuilding", "/care", "/units", "/registries/member", "/imports", "/accounts", "/settings", "/me"];
    await check(page, [...names, ...rest].map((name) => `/console${name}`), DESK);
  }),
);

test(
  "the first Tab leads past the navigation",
  run(async (world) => {
    const page = await prepare(world);
    for (const path of [`/units/${DISTRICT}`, "/console/care", "/api/docs"]) {
      await page.goto(path);
      await page.keyboard.press("Tab");
      const skip = page.getByRole("link", { name: "跳到主要内容" });
      assert.ok(await skip.evaluate((link) => link === document.activeElement && link.getBoundingClientRect().top >= 0), path);
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      const isPast = await page.evaluate(() => {
        const content = document.querySelector(document.querySelector(".skip").hash);
        const order = content.compareDocumentPosition(document.activeElement);
        return Boolean(order & Node.DOCUMENT_POSITION_FOLLOWING) && !document.activeElement.closest("nav");
      });
      assert.ok(isPast, path);
    }
  }),
);

test(
  "what turns by itself stands still while one wants it to",
  run(async ({ server, screens }) => {
    const page = await screens.live(`/units/${DISTRICT}`);
    const line = page.locator(".events").first().locator("li").first();
    const before = await line.innerText();
    await page.getByRole("button", { name: "暂停轮播" }).press("Enter");
    await page.getByRole("button", { name: "继续轮播" }).waitFor();
    await server.send({ unit: DISTRICT, kind: "log.submitted", log_kind: "visit", text: "走访。" });
    const { metrics } = await server.snapshot(DISTRICT);
    // The number has come, so the event has as well.
    await until("the number", async () => (await page.locator(".ticker-head").innerText()).includes(`${metrics["today.event"]}`));
    assert.equal(await line.innerText(), before);
    await page.getByRole("button", { name: "继续轮播" }).press("Enter");
    await until("the event", async () => (await line.innerText()) !== before);
  }),
);
