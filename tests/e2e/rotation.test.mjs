// A wall that turns through scenes, without a new page.

import assert from "node:assert/strict";
import { test } from "node:test";

import { DISTRICT, meeting } from "./support/facts.mjs";
import { isLive, says, useBrowser, written } from "./support/screens.mjs";
import { until } from "./support/until.mjs";

const run = useBrowser();
const DWELL_MS = 40_000;
const STEP_MS = 10_000;
const FADE_MS = 500;

/** How much of the line under the scene's name is filled, in per cent. */
async function filled(page) {
  const style = await page.locator("main:not(.leaving) .scenes [aria-current] .dwell i").getAttribute("style");
  return Number.parseInt(style.match(/\d+/)[0], 10);
}

/** Some seconds, and news, or the screen would take the jump of the clock for a silence. */
async function passTime(server, page) {
  await page.clock.runFor(STEP_MS);
  await server.send(meeting(DISTRICT));
  const { metrics } = await server.snapshot(DISTRICT);
  await says(page, ".ticker-head .num", written(metrics["today.event"]));
}

test(
  "scenes take turns, each with its own numbers, on the same page",
  run(async ({ server, screens }) => {
    const page = await screens.window();
    await page.clock.install();
    await page.goto(`/units/${DISTRICT}?mode=wall&rotate=overview,linkage`);
    await isLive(page);
    await page.evaluate(() => (globalThis.isSamePage = true));
    assert.equal(await page.locator(".scenes [aria-current]").innerText(), "总览");
    for (const scene of ["linkage", "overview"]) {
      const before = await filled(page);
      await page.clock.runFor(STEP_MS);
      assert.ok((await filled(page)) > before);
      await until(`the ${scene} scene`, async () => {
        await passTime(server, page);
        return (await page.locator(`main[data-scene=${scene}]:not(.leaving)`).count()) > 0;
      });
      await page.locator(scene === "linkage" ? ".loom" : ".map").first().waitFor();
      await page.clock.runFor(FADE_MS);
      await page.locator(".leaving").waitFor({ state: "detached" });
    }
    assert.equal(await page.evaluate(() => globalThis.isSamePage), true);
    assert.match(await page.title(), /党建总览/);
  }),
);

test(
  "a wall whose numbers are old stays where it is",
  run(async ({ server, screens }) => {
    const page = await screens.window();
    await page.clock.install();
    await page.goto(`/units/${DISTRICT}?mode=wall&rotate=1`);
    await isLive(page);
    screens.expectServerDown();
    await server.kill();
    await page.clock.runFor(4 * DWELL_MS);
    assert.equal(await page.locator("main").getAttribute("data-scene"), "overview");
    assert.equal(await page.locator("main").getAttribute("data-age"), "delayed");
  }),
);
