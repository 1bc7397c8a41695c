// Zoomed in, pages are read from top to bottom without a way to the side; spaced out, nothing of them is lost.

import assert from "node:assert/strict";
import { test } from "node:test";

import { audit } from "./support/audit.mjs";
import { COMMUNITY, DISTRICT, STREET } from "./support/facts.mjs";
import { ANYBODY, STAFF, addresses, prepare } from "./support/pages.mjs";
import { pageRoutes } from "./support/routes.mjs";
import { isLive, useBrowser } from "./support/screens.mjs";

const run = useBrowser();
const routes = await pageRoutes();
/** A window of 1280 by 1024 at 400 % and of 1280 by 720 at 200 %. */
const ZOOMED = [
  { width: 320, height: 256 },
  { width: 640, height: 360 },
];

/** Runs in the page: what of it is to the right of the window, and cannot be got at by scrolling in a part of its own. */
function beyond() {
  if (document.documentElement.scrollWidth <= innerWidth) return [];
  const isFree = (element) => {
    for (let at = element.parentElement; at; at = at.parentElement) {
      if (getComputedStyle(at).overflowX !== "visible" && at !== document.body) return false;
    }
    return true;
  };
  const wide = [...document.querySelectorAll("body *")].filter(
    (element) => element.getBoundingClientRect().right > innerWidth + 1 && isFree(element),
  );
  return [`${document.documentElement.scrollWidth} px wide`, ...wide.map(({ localName, className }) => `${localName}.${className}`)];
}

async function findings(page, paths) {
  const all = [];
  for (const size of ZOOMED) {
    await page.setViewportSize(size);
    for (const path of paths) {
      await page.goto(path);
      const found = await page.evaluate(beyond);
      if (found.length > 0) all.push(`${path} at ${size.width}: ${found.slice(0, 6).join(", ")}`);
    }
  }
  return all;
}

const none = (findings) => assert.ok(findings.length === 0, findings.join("\n"));

test(
  "the pages of everybody reflow",
  run(async ({ screens }) => {
    // A screen that is paired is nobody's window.
    const paths = addresses(ANYBODY, routes).filter((path) => !/^\/(screen|kiosk)/.test(path));
    none(await findings(await screens.window(), paths));
  }),
);

test(
  "the console reflows",
  run(async (world) => {
    const page = await prepare(world);
    none(await findings(page, addresses(STAFF, routes)));
  }),
);

/** What WCAG 1.4.12 has a reader set. */
const SPACED = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-bottom: 2em !important; }`;
const WINDOWS = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
  { width: 820, height: 1180 },
  { width: 390, height: 844 },
];

/** What of a scene cannot be read, with what else is wrong with it. */
async function unreadable(page, where) {
  const found = await page.evaluate(audit, { wall: false, smallest: 0 });
  return found.map((finding) => `${where}: ${finding}`);
}

for (const scene of ["overview", "linkage", "life", "co_building"]) {
  test(
    `a reader may space out what is written in ${scene}, and has it back as it was`,
    run(async ({ screens }) => {
      const page = await screens.window({ reducedMotion: "reduce" });
      const all = [];
      for (const unit of [DISTRICT, STREET, COMMUNITY]) {
        await page.goto(`/units/${unit}?scene=${scene}`);
        await isLive(page);
        for (const size of WINDOWS) {
          const where = `${unit} at ${size.width}`;
          await page.setViewportSize(size);
          const before = await page.locator(".scene").boundingBox();
          const style = await page.addStyleTag({ content: SPACED });
          await page.locator(":root[data-spaced]").waitFor();
          all.push(...(await unreadable(page, `${where}, spaced`)));
          await style.evaluate((style) => style.remove());
          await page.locator(":root:not([data-spaced])").waitFor();
          assert.deepEqual(await page.locator(".scene").boundingBox(), before, where);
        }
      }
      none(all);
    }),
  );
}

test(
  "a wall keeps to its layout, whatever its browser adds",
  run(async ({ screens }) => {
    const page = await screens.live(`/units/${DISTRICT}?mode=wall`);
    await page.addStyleTag({ content: SPACED });
    await page.evaluate(() => new Promise((resume) => requestAnimationFrame(() => setTimeout(resume))));
    assert.equal(await page.locator(":root[data-spaced]").count(), 0);
    const { width, height } = await page.locator(".scene").boundingBox();
    assert.deepEqual({ width, height }, { width: 1920, height: 1080 });
  }),
);
