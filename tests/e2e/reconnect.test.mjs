// The server goes away and comes back; the screens see to themselves.

import assert from "node:assert/strict";
import { test } from "node:test";

import { COMMUNITY, DISTRICT, meeting, newMember } from "./support/facts.mjs";
import { isLive, says, useBrowser, written } from "./support/screens.mjs";
import { until } from "./support/until.mjs";

const run = useBrowser();
const MEMBERS = ".member .total";
const LONGEST_WAIT_MS = 25_000;

test(
  "after a crash a screen keeps its numbers, and is live again without being loaded anew",
  run(async ({ server, screens }) => {
    const page = await screens.live(`/units/${DISTRICT}`);
    await page.evaluate(() => (globalThis.stays = true));
    const { metrics } = await server.snapshot(DISTRICT);
    await says(page, MEMBERS, written(metrics["member.total"]));

    screens.expectServerDown();
    await server.kill();
    await says(page, ".state strong", "重连中");
    await says(page, MEMBERS, written(metrics["member.total"]));
    assert.equal(await page.locator(".scene").getAttribute("data-age"), "live", "it is not yet old");

    await server.start();
    // The screen may be anywhere between two attempts: this is sent behind its back.
    await server.send(newMember(COMMUNITY, "e2e-1"), meeting(COMMUNITY));
    await isLive(page);
    await says(page, MEMBERS, written(metrics["member.total"] + 1));
    await says(page, ".ticker-head .num", written(metrics["today.event"] + 2));
    assert.equal(await page.evaluate(() => globalThis.stays), true, "it was loaded anew");
    const seq = await server.send(newMember(COMMUNITY, "e2e-2"));
    await says(page, MEMBERS, written(metrics["member.total"] + 2));
    assert.ok(seq > 0);
  }),
);

test(
  "an orderly stop is a short absence too",
  run(async ({ server, screens }) => {
    const page = await screens.live(`/units/${COMMUNITY}`);
    screens.expectServerDown();
    await server.stop();
    await says(page, ".state strong", "重连中");
    await server.start();
    await isLive(page);
  }),
);

test(
  "old numbers look old: 延迟, then 离线, and full colour again once there is news",
  run(async ({ server, screens }) => {
    const page = await screens.window();
    await page.clock.install();
    await page.goto(`/units/${DISTRICT}`);
    await isLive(page);
    const colour = () =>
      page.locator(".member .total").evaluate((total) => getComputedStyle(total).color);
    const age = () => page.locator(".scene").getAttribute("data-age");
    const fresh = await colour();
    const members = await page.locator(MEMBERS).innerText();

    screens.expectServerDown();
    await server.kill();
    await says(page, ".state strong", "重连中");

    await page.clock.fastForward("02:05");
    await says(page, ".state strong", "数据延迟");
    assert.equal(await age(), "delayed");
    assert.match(await page.locator(".map .mark").innerText(), /2 分前$/);
    assert.match(await page.locator(".plate").innerText(), /上行中断 2 分钟[^]*正在重连 第 \d+ 次/);
    assert.equal(await page.locator(".plate").isVisible(), true);
    assert.equal(await page.locator(MEMBERS).innerText(), members);
    assert.equal(await page.locator(".member .delta").isVisible(), false);
    const delayed = await colour();
    assert.notEqual(delayed, fresh);

    await page.clock.fastForward("31:00");
    await says(page, ".state strong", "离线");
    assert.equal(await age(), "offline");
    assert.match(await page.locator(".map .mark").innerText(), /33 分前$/);
    assert.match(await page.locator(".plate").innerText(), /离线 33 分钟[^]*显示最后可信数据/);
    assert.equal(await page.locator(MEMBERS).innerText(), members);
    assert.notEqual(await colour(), delayed);

    await server.start();
    // No reason to sit out the wait until the next attempt.
    await until("it is live again", async () => {
      if ((await age()) === "live") return true;
      await page.clock.fastForward(LONGEST_WAIT_MS);
      return false;
    });
    await isLive(page);
    assert.equal(await page.locator(".plate").count(), 0);
    assert.equal(await colour(), fresh);
    assert.equal(await page.locator(".member .delta").isVisible(), true);
  }),
);
