// Announcements on the glass: what is urgent takes the whole of it, the others a band that covers no number.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { graveFindings } from "./support/axe.mjs";
import { DISTRICT, meeting } from "./support/facts.mjs";
import { announcements, keepReports, NOW, notify, ordinary, panel, reports, settings, unreadable, urgent } from "./support/panels.mjs";
import { useBrowser } from "./support/screens.mjs";
import { until } from "./support/until.mjs";

const run = useBrowser();
const WALL = `/units/${DISTRICT}?mode=wall`;

const SIZES = [
  [390, 844],
  [1920, 1080],
  [1080, 1920],
  [3840, 1080],
  [5760, 1080],
  [320, 480],
  [7680, 1080],
];
const TEXTS = {
  designed: {},
  long: { title: "关于进一步做好高温天气下全区各居民区和商务楼宇安全生产及公共设施巡查工作的紧急通知".repeat(3), text: "请立即到岗。".repeat(1667) },
  emoji: { title: "🚨🌧️⚠️", text: "🚨🌧️🏠👨‍👩‍👧‍👦⚠️".repeat(20), issuer: "区应急管理局" },
  letters: { title: "W".repeat(300), text: "x".repeat(10_000), help: null, issuer: "" },
};

async function photograph(page, name) {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

for (const [width, height] of SIZES) {
  test(
    `an urgent announcement on ${width} × ${height}, whatever its words`,
    run(async ({ screens }) => {
      const smallest = width <= 700 ? 13 : 24 * Math.min(1, width / 1080);
      const page = await panel(screens, WALL, { viewport: { width, height } });
      await notify(page, settings());
      for (const [name, words] of Object.entries(TEXTS)) {
        await notify(page, announcements([urgent({ id: name.length, ...words })]));
        await page.locator(".takeover").waitFor();
        await page.evaluate(() => document.fonts.ready);
        await photograph(page, `urgent-${name}-${width}x${height}`);
        assert.deepEqual(await page.evaluate(unreadable, { selector: ".takeover", smallest }), [], name);
        assert.notEqual(await page.locator(".takeover-text").innerText(), "", name);
        assert.equal(await page.evaluate(reachable), 0, "something below can be reached");
        await notify(page, announcements([]));
        await page.locator(".takeover").waitFor({ state: "detached" });
      }
    }),
  );
}

/** How many elements outside of the announcement the keyboard can get to. */
function reachable() {
  const all = [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex]")];
  return all.filter((one) => !one.closest(".takeover") && one.checkVisibility({ visibilityProperty: true })).length;
}

test(
  "an urgent announcement is there at once, is reported, and ends by the server's clock without a connection",
  run(async ({ server, screens }) => {
    const page = await panel(screens, WALL, { clock: true });
    await keepReports(page);
    await notify(page, settings());
    await notify(page, announcements([urgent({ ends_at: NOW + 60_000 })]));
    const said = await page.locator(".takeover").innerText();
    for (const words of ["紧急通知", "徐汇区 · 全区屏幕", "暴雨橙色预警", "14:32", "2026年6月18日", "星期四", "区应急管理局 14:20", "至 14:33 或人工解除", "12345", "82 / 86 屏已确认", "14:32:08 送达", "演示数据"]) {
      assert.ok(said.includes(words), `${words} is missing in ${said}`);
    }
    assert.equal(await page.locator(".takeover").getAttribute("role"), "alert");
    await until("a report of what is painted", async () => {
      await page.clock.runFor(100);
      return (await reports(page)).some(({ painted }) => painted.includes(7));
    });
    screens.expectServerDown();
    await server.kill();
    await page.clock.runFor(50_000);
    assert.equal(await page.locator(".takeover").count(), 1);
    await page.clock.runFor(12_000);
    await page.locator(".takeover").waitFor({ state: "detached" });
    assert.deepEqual((await reports(page)).pop().painted, []);
  }),
);

test(
  "a long text turns its pages, so that all of it can be read",
  run(async ({ screens }) => {
    const page = await panel(screens, WALL, { clock: true });
    await notify(page, settings());
    const requirements = Array.from({ length: 150 }, (_, place) => `第${place + 1}条要求。`);
    await notify(page, announcements([urgent({ text: requirements.join("") })]));
    await page.locator(".takeover").waitFor();
    await page.evaluate(() => document.fonts.ready);
    const pages = page.locator(".takeover-pages");
    const count = Number((await pages.innerText()).match(/\/ (\d+)/)[1]);
    assert.ok(count > 1);
    let read = "";
    for (let turn = 1; turn <= count; turn += 1) {
      await until(`page ${turn}`, async () => {
        if ((await pages.innerText()).startsWith(`第 ${turn} /`)) return true;
        await page.clock.runFor(2000);
        return false;
      });
      read += await page.locator(".takeover-text").innerText();
    }
    assert.deepEqual(requirements.filter((one) => !read.includes(one)), []);
  }),
);

test(
  "a reload does not lose what is urgent while the server is away from the socket",
  run(async ({ screens }) => {
    const page = await panel(screens, WALL);
    await notify(page, settings());
    await notify(page, announcements([urgent()]));
    await page.locator(".takeover").waitFor();
    screens.expectServerDown();
    await page.routeWebSocket("**/live", (socket) => socket.close());
    await page.reload();
    await page.locator(".takeover-title", { hasText: "暴雨橙色预警" }).waitFor();
  }),
);

test(
  "ordinary announcements take turns where the ticker is, and cover no number",
  run(async ({ server, screens }) => {
    for (const [width, height] of [[1920, 1080], [1080, 1920], [3840, 1080], [5760, 1080]]) {
      const page = await panel(screens, WALL, { viewport: { width, height }, clock: true });
      await notify(page, settings());
      const second = ordinary({ id: 9, title: "党群服务中心临时闭馆", text: "本周日闭馆检修。".repeat(40) });
      await notify(page, announcements([ordinary(), second]));
      const band = page.locator(".announcement");
      await band.waitFor();
      const titles = new Set();
      for (let turn = 0; turn < 20 && titles.size < 2; turn += 1) {
        titles.add(await page.locator(".band-title").innerText());
        await page.clock.runFor(500);
        await photograph(page, `ordinary-${titles.size}-${width}x${height}`);
        assert.deepEqual(await page.evaluate(unreadable, { selector: ".announcement", smallest: 24 }), []);
        await page.clock.runFor(9500);
        // News, or the numbers would be old, and the band leave its place to what says so.
        await server.send(meeting(DISTRICT));
      }
      const both = ["党群服务中心临时闭馆", "周六志愿服务集合时间调整"];
      assert.deepEqual([...titles].sort(), both.sort(), `on ${width} × ${height}`);
      const [shown, ticker] = await Promise.all([band.boundingBox(), page.locator(".ticker").boundingBox()]);
      for (const side of ["x", "y", "width", "height"]) {
        // It follows within a second, each time the wall moves by some pixels.
        assert.ok(Math.abs(shown[side] - ticker[side]) <= 13, `${side}: ${shown[side]}, ${ticker[side]}`);
      }
      await page.context().close();
    }
  }),
);

test(
  "a reader in a browser can close a band, and make what is urgent small, but not send it away",
  run(async ({ screens }) => {
    const page = await screens.live(`/units/${DISTRICT}`, { viewport: { width: 390, height: 844 } });
    await notify(page, announcements([urgent(), ordinary()]));
    await page.locator(".takeover").waitFor();
    assert.deepEqual(await graveFindings(page), []);
    assert.equal(await page.evaluate(reachable), 0);
    await photograph(page, "urgent-phone");
    await page.getByRole("button", { name: "收起" }).click();
    await page.locator(".takeover").waitFor({ state: "detached" });
    await page.locator(".announcement.urgent").waitFor();
    assert.deepEqual(await graveFindings(page), []);
    await photograph(page, "small-phone");
    await page.getByRole("button", { name: "展开" }).click();
    await page.locator(".takeover").waitFor();
    await notify(page, announcements([ordinary()]));
    await page.locator(".takeover").waitFor({ state: "detached" });
    await page.locator(".announcement:not(.urgent)").waitFor();
    await page.getByRole("button", { name: "关闭" }).click();
    await page.locator(".announcement").waitFor({ state: "detached" });
    await page.reload();
    await notify(page, announcements([ordinary()]));
    assert.equal(await page.locator(".announcement").count(), 0);
  }),
);
