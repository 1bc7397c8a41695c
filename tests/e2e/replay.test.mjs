// A past day, played again: nobody can take it for now.

import assert from "node:assert/strict";
import { test } from "node:test";

import { graveFindings } from "./support/axe.mjs";
import { DISTRICT } from "./support/facts.mjs";
import { isLive, says, useBrowser, written } from "./support/screens.mjs";
import { until } from "./support/until.mjs";

const run = useBrowser();

/** The last day that was kept, and what the number of members was at its end. */
async function lastDay(server) {
  const path = `/api/v1/units/${DISTRICT}/history?metric=member.total`;
  const { days } = await (await fetch(server.url + path)).json();
  assert.ok(days.length > 1, "the demonstration has past days");
  return days.at(-1);
}

/** Puts the playhead somewhere, as a hand would. */
async function seek(page, second) {
  await page.locator(".day-axis input").evaluate((input, second) => {
    input.value = second;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }, second);
}

const isMarked = async (page) => {
  assert.equal(await page.locator(".scene").getAttribute("data-age"), "replay");
  assert.match(await page.locator(".replay-plate").innerText(), /回放[^]*\d{4}年[^]*非实时/);
  assert.match(await page.locator(".true-time").innerText(), /现在/);
};

test(
  "a day is chosen, played to its end, which is what was kept of it, and then it is now again",
  run(async ({ server, screens }) => {
    const { day, value } = await lastDay(server);
    const page = await screens.live(`/units/${DISTRICT}`);
    await page.locator(".replay-control summary").click();
    await page.locator(".replay-control input[type=date]").fill(day);
    await page.locator(".replay-control button").click();
    await page.waitForURL(`**replay=${day}**`);
    await isMarked(page);
    await until("it plays", async () => (await page.locator(".clock").innerText()) !== "00:00");
    await seek(page, 86_400);
    await says(page, ".member .total .num", written(value));
    await says(page, ".play", "播放");
    await isMarked(page);
    await page.locator(".to-now").click();
    await isLive(page);
    assert.equal(await page.locator(".replay-plate").count(), 0);
  }),
);

test(
  "it pauses, changes its speed, and is moved by the keyboard",
  run(async ({ server, screens }) => {
    const { day } = await lastDay(server);
    const page = await screens.window();
    const sockets = [];
    page.on("websocket", (socket) => sockets.push(socket));
    await page.goto(`/units/${DISTRICT}?replay=${day}`);
    await until("it plays", async () => (await page.locator(".clock").innerText()) !== "00:00");
    await page.locator(".play").click();
    await says(page, ".play", "播放");
    await seek(page, 36_000);
    await says(page, ".clock", "10:00");
    await page.locator(".day-axis input").focus();
    await page.keyboard.press("ArrowRight");
    await says(page, ".clock", "10:01");
    // Held down, a key asks for no more than the server likes to hear: the same connection goes on.
    for (let presses = 0; presses < 150; presses += 1) await page.keyboard.press("ArrowRight");
    await says(page, ".clock", "12:31");
    assert.equal(sockets.length, 1);
    await page.locator(".speed").click();
    await says(page, ".speed", "×600");
    assert.deepEqual(await graveFindings(page), []);
  }),
);

test(
  "a wall that nobody touches plays nothing",
  run(async ({ server, screens }) => {
    const { day } = await lastDay(server);
    const page = await screens.live(`/units/${DISTRICT}?mode=wall&replay=${day}`);
    assert.equal(await page.locator(".replay-plate, .replay-bar, .replay-control").count(), 0);
  }),
);
