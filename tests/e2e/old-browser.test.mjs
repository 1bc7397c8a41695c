// Chromium 90: walls, pages of units and the page to find one look there as anywhere, and follow what happens.

import assert from "node:assert/strict";
import { test } from "node:test";

import { audit } from "./support/audit.mjs";
import { COMMUNITY, DISTRICT, STREET, meeting, newMember } from "./support/facts.mjs";
import { OLD_COMPLAINTS, lend, oldChromium } from "./support/old-browser.mjs";
import { says, useBrowser, written } from "./support/screens.mjs";
import { fillScenes } from "./support/work.mjs";

const run = useBrowser({ binary: oldChromium, ignore: OLD_COMPLAINTS });

const SCENES = ["overview", "linkage", "life", "co_building"];
const WALLS = [
  [1920, 1080],
  [1080, 1920],
  [3840, 1080],
];
const SMALLEST_ON_WALL = 26;
const SMALLEST_ON_PHONE = 13;

// What the driver does by itself to see whether something is visible, this browser cannot do.
const isLive = (page) => page.waitForFunction(() => document.querySelector(".state[data-state=live]"));
const click = (page, selector) => page.evaluate((selector) => document.querySelector(selector).click(), selector);

/** A window in which the tests' own looks work. */
async function window(screens, width, height) {
  const page = await screens.window({ viewport: { width, height } });
  await page.addInitScript(lend);
  return page;
}

test(
  "Chromium 90 lays walls out as they are meant",
  run(async ({ server, screens }) => {
    await fillScenes(server);
    for (const [width, height] of WALLS) {
      const page = await window(screens, width, height);
      for (const scene of SCENES) {
        for (const unit of [DISTRICT, STREET]) {
          await page.goto(`/units/${unit}?mode=wall&scene=${scene}`);
          await isLive(page);
          await page.evaluate(() => document.fonts.ready);
          const findings = await page.evaluate(audit, { wall: true, smallest: SMALLEST_ON_WALL });
          assert.deepEqual(findings, [], `${scene} of ${unit} on ${width} × ${height}`);
        }
      }
    }
  }),
);

test(
  "Chromium 90 shows pages to whoever looks with a phone",
  run(async ({ screens }) => {
    const page = await window(screens, 390, 844);
    for (const scene of SCENES) {
      await page.goto(`/units/${STREET}?scene=${scene}`);
      await isLive(page);
      const findings = await page.evaluate(audit, { wall: false, smallest: SMALLEST_ON_PHONE });
      assert.deepEqual(findings, [], scene);
    }
    await page.goto("/");
    await page.evaluate(() => (document.querySelector("input[name=q]").value = "田林"));
    await click(page, "form button");
    await page.waitForURL(/q=/);
    await click(page, `a[href^="/units/${STREET}"]`);
    await isLive(page);
  }),
);

test(
  "Chromium 90 follows what happens",
  run(async ({ server, screens }) => {
    const page = await window(screens, 1920, 1080);
    await page.goto(`/units/${DISTRICT}?mode=wall`);
    await isLive(page);
    assert.equal(await page.evaluate(() => document.documentElement.dataset.program), "plain");
    const { metrics } = await server.snapshot(DISTRICT);
    await server.send(newMember(COMMUNITY, "old-1"), meeting(COMMUNITY));
    await says(page, ".member .total", written(metrics["member.total"] + 1));
    screens.expectServerDown();
    await server.stop();
    await says(page, ".state strong", "重连中");
    await server.start();
    await isLive(page);
  }),
);
