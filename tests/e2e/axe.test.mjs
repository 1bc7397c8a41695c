// What a machine can tell of accessibility, on every page that there is.

import assert from "node:assert/strict";
import { test } from "node:test";

import { graveFindings } from "./support/axe.mjs";
import { ANYBODY, SIZES, STAFF, addresses, prepare } from "./support/pages.mjs";
import { pageRoutes } from "./support/routes.mjs";
import { isLive, useBrowser } from "./support/screens.mjs";

const run = useBrowser();
const routes = await pageRoutes();

/** The findings on these pages, each with its page and size. */
async function findings(page, paths, options) {
  const all = [];
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const path of paths) {
      await page.goto(path);
      if (/^\/units\/\d+\?scene/.test(path)) await isLive(page);
      const found = await graveFindings(page, options);
      all.push(...found.map((finding) => `${path} at ${size.width}: ${finding}`));
    }
  }
  return all;
}

/** Says them all: a comparison of lists shows only the first. */
const none = (findings) => assert.ok(findings.length === 0, findings.join("\n"));

test("every page has a case", () => {
  const known = { ...ANYBODY, ...STAFF };
  assert.deepEqual(
    routes.filter((route) => !(route in known)),
    [],
    "pages without a case in support/pages.mjs",
  );
});

test(
  "nothing is found on the pages of everybody",
  run(async ({ screens }) => {
    // What is looked at stands still.
    const page = await screens.window({ reducedMotion: "reduce" });
    none(await findings(page, addresses(ANYBODY, routes)));
  }),
);

test(
  "nothing is found on the first start",
  run(async ({ screens }) => {
    none(await findings(await screens.window(), ["/setup"]));
  }),
);

test(
  "nothing is found in the console",
  run(async (world) => {
    const page = await prepare(world);
    none(await findings(page, addresses(STAFF, routes), { targetSize: true }));
  }),
);
