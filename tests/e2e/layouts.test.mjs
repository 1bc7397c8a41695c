// Every unit on every kind of screen: nothing cut off, nothing on top of another, nothing too small to read.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { audit } from "./support/audit.mjs";
import { CITY, COMMUNITY, DISTRICT, STREET, newGrid } from "./support/facts.mjs";
import { isLive, useBrowser } from "./support/screens.mjs";

const run = useBrowser();

// Of the sizes of the design; on other screens type scales with the screen.
const SMALLEST_ON_WALL = 26;
const SMALLEST_ON_PHONE = 13;

const WALLS = [
  [1920, 1080],
  [3840, 1080],
  [1080, 1920],
];
const WINDOWS = [
  [390, 844],
  [1366, 768],
];

// Of the same street, with units of their own below: other forms of the scene.
const WITH_TWO = "310104017001";
const WITH_FOUR = "310104017006";
const UNITS = [CITY, DISTRICT, STREET, COMMUNITY, WITH_TWO, WITH_FOUR];

const grids = (parent, count) =>
  Array.from({ length: count }, (_, place) =>
    newGrid(`${parent}${String(place + 1).padStart(3, "0")}`, parent, `第${"一二三四"[place]}网格`),
  );

for (const [width, height] of WALLS) {
  test(`walls of ${width} × ${height}`, look({ width, height, wall: true, smallest: SMALLEST_ON_WALL }));
}
for (const [width, height] of WINDOWS) {
  test(`windows of ${width} × ${height}`, look({ width, height, wall: false, smallest: SMALLEST_ON_PHONE }));
}

function look({ width, height, wall, smallest }) {
  return run(async ({ server, screens }) => {
    await server.send(...grids(WITH_TWO, 2), ...grids(WITH_FOUR, 4));
    const findings = [];
    const page = await screens.window({ viewport: { width, height } });
    for (const unit of UNITS) {
      await page.goto(`/units/${unit}${wall ? "?mode=wall" : ""}`);
      await isLive(page);
      await page.evaluate(() => document.fonts.ready);
      await photograph(page, `${unit}-${width}x${height}`);
      const found = await page.evaluate(audit, { wall, smallest });
      findings.push(...found.map((finding) => `${unit}: ${finding}`));
    }
    assert.equal(findings.length, 0, `\n${findings.join("\n")}`);
  });
}

/** For whoever wants to look: SCREENSHOTS names the folder. */
async function photograph(page, name) {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
