// What a machine can tell of accessibility.

import assert from "node:assert/strict";
import { test } from "node:test";

import { graveFindings } from "./support/axe.mjs";
import { COMMUNITY, DISTRICT, STREET } from "./support/facts.mjs";
import { isLive, useBrowser } from "./support/screens.mjs";

const run = useBrowser();
const DESKTOP = { width: 1366, height: 768 };
const PHONE = { width: 390, height: 844 };

const CASES = [
  ["/", DESKTOP],
  ["/?q=xjh", PHONE],
  ["/units/999999", DESKTOP],
  [`/units/${DISTRICT}`, DESKTOP],
  [`/units/${DISTRICT}`, PHONE],
  [`/units/${STREET}`, PHONE],
  [`/units/${COMMUNITY}`, DESKTOP],
  [`/units/${COMMUNITY}`, PHONE],
  [`/units/${DISTRICT}?scene=life`, DESKTOP],
  [`/units/${DISTRICT}?scene=life`, PHONE],
  [`/units/${STREET}?scene=co_building`, DESKTOP],
  [`/units/${STREET}?scene=co_building`, PHONE],
  [`/units/${DISTRICT}?scene=linkage`, DESKTOP],
  [`/units/${STREET}?scene=linkage`, PHONE],
  [`/units/${COMMUNITY}?scene=linkage`, DESKTOP],
];

for (const [path, viewport] of CASES) {
  test(
    `no grave finding on ${path} at ${viewport.width} pixels`,
    run(async ({ screens }) => {
      const page = await screens.window({ viewport });
      await page.goto(path);
      if (path.startsWith("/units/") && !path.includes("999999")) await isLive(page);
      assert.deepEqual(await graveFindings(page), []);
    }),
  );
}
