// A wall that turns through scenes, without a new page.

import assert from "node:assert/strict";
import { test } from "node:test";

import { DISTRICT, meeting } from "./support/facts.mjs";
import { isLive, says, useBrowser, written } from "./support/screens.mjs";

const run = useBrowser();
const DWELL_MS = 40_000;

test(
  "scenes take turns, each with its own numbers, on the same page",
  run(async ({ server, screens }) => {
    const page = await screens.window();
    await page.clock.install();
    await page.goto(`/units/${DISTRICT}?mode=wall&rotate=overview,linkage`);
    await isLive(page);
    await page.evaluate(() => (globalThis.isSamePage = true));
    assert.equal(await page.locator(".scenes [aria-current]").innerText(), "总览");
    const { metrics } = await server.snapshot(DISTRICT);
    for (const [turn, scene] of ["linkage", "overview"].entries()) {
      await page.clock.runFor(DWELL_MS / 2);
      const bar = page.locator(".scenes [aria-current] .dwell i");
      assert.match(await bar.getAttribute("style"), /width: ?(4[5-9]|50)%/);
      // News, or the screen would take the jump of the clock for a silence.
      await server.send(meeting(DISTRICT));
      await says(page, ".ticker-head .num", written(metrics["today.event"] + turn + 1));
      await page.clock.runFor(DWELL_MS / 2 + 1000);
      await page.locator(`main[data-scene=${scene}]:not(.leaving)`).waitFor();
      await page.clock.runFor(500);
      assert.equal(await page.locator("main").count(), 1);
      const panel = scene === "linkage" ? ".loom" : ".map";
      await page.locator(panel).waitFor();
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
