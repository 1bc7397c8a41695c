// Every unit on every kind of screen: nothing cut off, nothing on top of another, nothing too small to read.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { audit } from "./support/audit.mjs";
import {
  CITY,
  COMMUNITY,
  DISTRICT,
  STREET,
  conference,
  deployment,
  item,
  log,
  meeting,
  newGrid,
} from "./support/facts.mjs";
import { isLive, says, useBrowser, written } from "./support/screens.mjs";
import { fillScenes } from "./support/work.mjs";

const run = useBrowser();

// Of the sizes of the design; on other screens type scales with the screen.
const SMALLEST_ON_WALL = 26;
const SMALLEST_ON_PHONE = 13;
// A wall shows its ranking, and the columns of its loom, a page at a time: at least so many, for so long.
const ROWS = 5;
const COLUMNS = 14;
const PAGE_MS = 20_000;

const WALLS = [
  [1920, 1080],
  [3840, 1080],
  [5760, 1080],
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

// What the linkage shows at its fullest: all parties at a table, two conferences that turn.
const FEW = ["community", "property_manager", "owners", "urban_management", "police", "housing"];
const ALL = [...FEW, "agent", "grid", "market", "fire", "school", "employer"];
const WORK = [
  ...deployment("d-1", CITY, [DISTRICT], ["310101"]),
  ...deployment("d-2", DISTRICT, [STREET], ["310104015"]),
  ...deployment("d-3", STREET, [COMMUNITY, WITH_TWO], [WITH_FOUR], [COMMUNITY]),
  ...log("l-1", COMMUNITY, [STREET, DISTRICT]),
  ...log("l-2", WITH_TWO),
  item("t-1", STREET, COMMUNITY, "task"),
  item("p-1", STREET, COMMUNITY, "problem"),
  item("p-2", COMMUNITY, COMMUNITY, "problem", "accessibility"),
  item("r-1", DISTRICT, COMMUNITY, "rectification"),
  ...conference(STREET, "p-1", FEW),
  ...conference(COMMUNITY, "p-2", ALL),
];
const SCENES = [
  ["overview", ROWS],
  ["linkage", COLUMNS],
  ["life", ROWS],
  ["co_building", ROWS],
];

for (const [scene, rows] of SCENES) {
  for (const [width, height] of WALLS) {
    const name = `${scene} on walls of ${width} × ${height}`;
    test(name, look({ scene, rows, width, height, wall: true, smallest: SMALLEST_ON_WALL }));
  }
  for (const [width, height] of WINDOWS) {
    const name = `${scene} in windows of ${width} × ${height}`;
    test(name, look({ scene, rows, width, height, wall: false, smallest: SMALLEST_ON_PHONE }));
  }
}

function look({ scene, rows, width, height, wall, smallest }) {
  return run(async ({ server, screens }) => {
    await server.send(...grids(WITH_TWO, 2), ...grids(WITH_FOUR, 4), ...WORK);
    // One street with work to show, and the rest with none: both have to look well.
    await fillScenes(server);
    const findings = new Set();
    const page = await screens.window({ viewport: { width, height }, reducedMotion: "reduce" });
    await page.clock.install();
    for (const unit of UNITS) {
      await page.goto(`/units/${unit}?scene=${scene}${wall ? "&mode=wall" : ""}`);
      await isLive(page);
      await page.evaluate(() => document.fonts.ready);
      await photograph(page, `${scene}-${unit}-${width}x${height}`);
      const { children, metrics } = await server.snapshot(unit);
      const turns = wall ? Math.max(2, Math.ceil(children.length / rows)) : 1;
      for (let turn = 1; turn <= turns; turn += 1) {
        const found = await page.evaluate(audit, { wall, smallest });
        for (const finding of found) findings.add(`${unit}: ${finding}`);
        // News, or the screen would take the jump of the clock for a silence.
        await server.send(meeting(unit));
        await says(page, ".ticker-head .num", written(metrics["today.event"] + turn));
        await page.clock.fastForward(PAGE_MS);
      }
    }
    assert.equal(findings.size, 0, `\n${[...findings].join("\n")}`);
  });
}

/** For whoever wants to look: SCREENSHOTS names the folder. */
async function photograph(page, name) {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
