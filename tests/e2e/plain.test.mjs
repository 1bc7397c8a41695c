// Browsers that cannot run the program: the server's own rendering, kept up to date by a few lines of script.

import assert from "node:assert/strict";
import { test } from "node:test";

import { COMMUNITY, DISTRICT, meeting, newMember } from "./support/facts.mjs";
import { isLive, says, useBrowser, written } from "./support/screens.mjs";
import { until } from "./support/until.mjs";

// The program that it did not ask for.
const run = useBrowser({ ignore: /preloaded using link preload/ });
const MEMBERS = ".member .total";

/** A window of a browser without WebAssembly. */
async function plainWindow(screens, options) {
  const page = await screens.window(options);
  await page.addInitScript(() => delete globalThis.WebAssembly);
  return page;
}

test(
  "without WebAssembly a page follows what happens, in place",
  run(async ({ server, screens }) => {
    const page = await plainWindow(screens);
    await page.goto(`/units/${DISTRICT}`);
    await isLive(page);
    assert.equal(await page.evaluate(() => document.documentElement.dataset.program), "plain");
    const { metrics } = await server.snapshot(DISTRICT);
    await says(page, MEMBERS, written(metrics["member.total"]));

    // What whoever is at the page has under the finger stays there: the elements are the same ones.
    const link = page.locator(".scenes a").nth(2);
    await link.focus();
    await page.locator(".choose summary").first().click();
    await link.focus();
    await page.evaluate((total) => {
      globalThis.total = document.querySelector(total);
      document.addEventListener("liandong:painted", ({ detail }) => (globalThis.painted = detail));
    }, MEMBERS);

    const seq = await server.send(newMember(COMMUNITY, "plain-1"), meeting(COMMUNITY));
    await says(page, MEMBERS, written(metrics["member.total"] + 1));
    await page.waitForFunction((seq) => globalThis.painted >= seq, seq);
    assert.equal(await page.evaluate((total) => globalThis.total === document.querySelector(total), MEMBERS), true);
    assert.equal(await link.evaluate((link) => link === document.activeElement), true, "the focus stays");
    assert.equal(await page.locator(".choose").first().evaluate(({ open }) => open), true);

    await link.click();
    await page.waitForURL(/scene=life/);
    await isLive(page);
  }),
);

test(
  "without WebAssembly a wall turns through its scenes",
  run(async ({ screens }) => {
    const page = await plainWindow(screens);
    await page.clock.install();
    await page.goto(`/units/${DISTRICT}?mode=wall&rotate=overview,linkage`);
    await isLive(page);
    const scene = () => page.locator("#app .scene").getAttribute("data-scene");
    assert.equal(await scene(), "overview");
    for (const next of ["linkage", "overview"]) {
      await until(`${next} is there`, async () => {
        if ((await scene()) === next) return true;
        await page.clock.runFor(1000);
        return false;
      });
      await page.clock.runFor(500);
      await page.locator(".leaving").waitFor({ state: "detached" });
      await isLive(page);
    }
    await page.evaluate((unit) => {
      const turn = new CustomEvent("liandong:turn", { detail: `life ${unit}` });
      document.dispatchEvent(turn);
    }, COMMUNITY);
    await until("it shows what it was told to", async () => {
      await page.clock.runFor(100);
      return (await scene()) === "life";
    });
    assert.match(await page.title(), /组织生活/);
  }),
);

test(
  "without WebAssembly old numbers look old, and are live again by themselves",
  run(async ({ server, screens }) => {
    const page = await plainWindow(screens);
    await page.clock.install();
    await page.goto(`/units/${DISTRICT}?mode=wall`);
    await isLive(page);
    await page.evaluate(() => (globalThis.stays = true));
    const { metrics } = await server.snapshot(DISTRICT);
    const age = () => page.locator(".scene").getAttribute("data-age");

    screens.expectServerDown();
    await server.kill();
    await says(page, ".state strong", "重连中");
    await page.clock.fastForward("02:05");
    await says(page, ".state strong", "数据延迟");
    assert.equal(await age(), "delayed");
    assert.match(await page.locator(".map .mark").innerText(), /2 分前$/);
    assert.match(await page.locator(".plate").innerText(), /上行中断 2 分钟[^]*正在重连 第 \d+ 次/);
    await page.clock.fastForward("31:00");
    await says(page, ".state strong", "离线");
    assert.equal(await age(), "offline");
    assert.match(await page.locator(".plate").innerText(), /离线 33 分钟[^]*显示最后可信数据/);
    await says(page, MEMBERS, written(metrics["member.total"]));

    await server.start();
    await server.send(newMember(COMMUNITY, "plain-2"));
    await until("it is live again", async () => {
      if ((await age()) === "live") return true;
      await page.clock.fastForward(25_000);
      return false;
    });
    await until("the new number is there", async () => {
      await page.clock.runFor(1000);
      return (await page.locator(MEMBERS).innerText()) === written(metrics["member.total"] + 1);
    });
    assert.equal(await page.locator(".plate").count(), 0);
    assert.equal(await page.evaluate(() => globalThis.stays), true, "it was loaded anew");
  }),
);

test(
  "where the live connection is blocked a page looks for itself",
  run(async ({ server, screens }) => {
    const page = await plainWindow(screens);
    await page.addInitScript(() => delete globalThis.WebSocket);
    await page.clock.install();
    await page.goto(`/units/${DISTRICT}?mode=wall`);
    const { metrics } = await server.snapshot(DISTRICT);
    await server.send(newMember(COMMUNITY, "plain-3"));
    await until("the new number is there", async () => {
      await page.clock.runFor(2000);
      return (await page.locator(MEMBERS).innerText()) === written(metrics["member.total"] + 1);
    });
    await isLive(page);
  }),
);
