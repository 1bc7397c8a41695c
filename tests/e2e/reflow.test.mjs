// Zoomed in, pages are read from top to bottom without a way to the side.

import assert from "node:assert/strict";
import { test } from "node:test";

import { ANYBODY, STAFF, addresses, prepare } from "./support/pages.mjs";
import { pageRoutes } from "./support/routes.mjs";
import { useBrowser } from "./support/screens.mjs";

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
