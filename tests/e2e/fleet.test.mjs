// The fleet as staff see it, with real panels: paired by their code, told what to do, set, and unpaired.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { graveFindings } from "./support/axe.mjs";
import { chief } from "./support/console.mjs";
import { DISTRICT, STREET } from "./support/facts.mjs";
import { isOpen, outOfReach, photograph, small } from "./support/kiosk.mjs";
import { isLive, useBrowser } from "./support/screens.mjs";
import { until } from "./support/until.mjs";

const run = useBrowser();

/** A panel that shows a code, and the code. */
async function waiting(screens, options = {}) {
  const page = await screens.window(options);
  await page.goto("/screen");
  await page.waitForFunction(() => document.querySelector(".pairing")?.dataset.state === "ready");
  const code = await page.evaluate(() => [...document.querySelectorAll(".letter")].map((box) => box.textContent).join(""));
  return { page, code };
}

/** Lets a panel in by the console, as staff do. */
async function paired(staff, { page, code }, name, role = "wall") {
  await staff.goto("/console/screens/pair");
  await staff.getByLabel("配对码").fill(code);
  await staff.getByRole("button", { name: "下一步" }).click();
  await staff.getByLabel("名称").fill(name);
  await staff.getByLabel("单位代码").fill(DISTRICT);
  await staff.getByLabel("用途").selectOption(role);
  await staff.getByRole("button", { name: "配对", exact: true }).click();
  await staff.waitForURL("**/console/screens");
  await page.waitForFunction(() => document.documentElement.dataset.screen !== undefined);
  await isLive(page);
}

test(
  "a panel is paired by its code, watched, told to say who it is, and unpaired",
  run(async ({ server, screens }) => {
    const staff = await chief({ server, screens });
    const panel = await waiting(screens);
    await paired(staff, panel, "一楼大厅");
    await staff.getByRole("link", { name: "一楼大厅" }).click();
    const detail = staff.locator(".screen-detail");
    await detail.locator("[data-problem=none]").waitFor();
    await detail.getByText("1920×1080").waitFor();
    assert.deepEqual(await graveFindings(staff), []);
    await detail.getByRole("button", { name: "显示名称" }).click();
    await panel.page.getByText("一楼大厅").waitFor();
    await detail.getByText("已发给 1 块").waitFor();
    await detail.getByRole("button", { name: "截图" }).click();
    const picture = detail.getByRole("img", { name: "一楼大厅的截图" });
    await picture.waitFor();
    assert.deepEqual(await picture.evaluate((image) => [image.naturalWidth, image.naturalHeight]), [960, 540]);
    if (process.env.SCREENSHOTS) await picture.screenshot({ path: join(process.env.SCREENSHOTS, "fleet-picture.png") });
    await detail.getByRole("button", { name: "解除配对" }).click();
    await staff.getByRole("button", { name: "确定" }).click();
    await panel.page.waitForFunction(() => document.querySelector(".pairing") !== null);
    assert.ok(!(await panel.page.content()).includes("徐汇"), "nothing of the organisation is left");
  }),
);

test(
  "what is set in the console is on the panel at once",
  run(async ({ server, screens }) => {
    const staff = await chief({ server, screens });
    const panel = await waiting(screens);
    await paired(staff, panel, "指挥中心");
    await staff.goto(`/console/screen-settings?unit=${DISTRICT}`);
    await staff.getByLabel("配色").selectOption("ink");
    await staff.getByLabel("在这里设置播放列表").check();
    await staff.getByRole("button", { name: "加一项" }).click();
    const entry = staff.locator(".entries > li").first();
    await entry.getByLabel("场景").selectOption("life");
    await entry.getByLabel("单位代码").fill(STREET);
    await staff.getByRole("button", { name: "保存" }).click();
    await panel.page.waitForFunction(() => document.documentElement.dataset.theme === "ink");
    await panel.page.locator(".scene[data-scene=life]").waitFor();
    screens.expectRefusal(422);
    await staff.getByLabel("每日重启页面").fill("four");
    await staff.getByRole("button", { name: "保存" }).click();
    await staff.locator("[data-for=restart]", { hasText: "04:00" }).waitFor();
    assert.deepEqual(await graveFindings(staff), []);
  }),
);

test(
  "an urgent announcement takes the panel over until it is lifted",
  run(async ({ server, screens }) => {
    const staff = await chief({ server, screens });
    const panel = await waiting(screens);
    await paired(staff, panel, "大堂");
    await staff.goto("/console/announcements");
    await staff.locator("summary", { hasText: "发布通知" }).click();
    await staff.getByLabel("标题").fill("暴雨橙色预警");
    await staff.getByLabel("正文").fill("各居民区立即到岗值守。");
    await staff.getByLabel("紧急").check();
    assert.deepEqual(await graveFindings(staff), []);
    await staff.getByRole("button", { name: "发布", exact: true }).click();
    await panel.page.getByRole("alert").getByText("暴雨橙色预警").waitFor();
    await staff.getByRole("link", { name: "暴雨橙色预警" }).click();
    await staff.locator(".screen-detail h4", { hasText: "1 / 1" }).waitFor();
    await staff.getByRole("button", { name: "解除" }).click();
    await staff.getByRole("button", { name: "确定" }).click();
    await panel.page.getByText("暴雨橙色预警").waitFor({ state: "detached" });
  }),
);

test(
  "a kiosk is paired, announces, is turned from afar, and begins with its last picture while the server is gone",
  run(async ({ server, screens }) => {
    const staff = await chief({ server, screens });
    const kiosk = await waiting(screens, { viewport: { width: 1080, height: 1920 }, hasTouch: true });
    await paired(staff, kiosk, "一层触摸屏", "kiosk");
    const { page } = kiosk;
    const home = `/kiosk/${DISTRICT}`;
    await page.waitForURL(`**${home}`);
    await photograph(page, "fleet-kiosk-home");
    assert.deepEqual(await page.evaluate(small, 88), []);

    await staff.goto("/console/announcements");
    await staff.locator("summary", { hasText: "发布通知" }).click();
    await staff.getByLabel("标题").fill("周六上午停止对外服务");
    await staff.getByLabel("正文").fill("六月二十日上午设备检修，九点至十二点请到田林街道党群服务中心办理。");
    await staff.getByRole("button", { name: "发布", exact: true }).click();
    await page.getByRole("status", { name: "通知公告" }).getByText("周六上午停止对外服务").waitFor();
    await photograph(page, "fleet-kiosk-announcement");
    assert.deepEqual(await page.evaluate(outOfReach), []);
    assert.equal(await page.evaluate(() => document.documentElement.scrollHeight), 1920, "nothing is pushed off");

    await page.locator("main nav a, main .touch a[href]").first().tap();
    await page.waitForURL((url) => url.pathname !== home);
    await staff.goto("/console/screens");
    await staff.getByRole("link", { name: "一层触摸屏" }).click();
    const detail = staff.locator(".screen-detail");
    await detail.getByText("1080×1920").waitFor();
    await detail.getByRole("button", { name: "显示名称" }).click();
    await page.locator(".screen-plate.identify", { hasText: "一层触摸屏" }).waitFor();
    await photograph(page, "fleet-kiosk-identify");

    await page.goto("/screen");
    await until("the first page is kept", () =>
      page.evaluate(async (home) => Boolean(await (await caches.open("liandong-pictures")).match(home)), home),
    );
    screens.expectServerDown();
    await server.kill();
    const cold = await page.context().newPage();
    await page.close();
    await cold.goto("/screen");
    assert.equal(await cold.locator("html[data-kept]").count(), 1);
    assert.match(await cold.locator(".plate").innerText(), /服务器无法连接/);
    assert.equal(await cold.locator(".clock").innerText(), "--:--");
    await photograph(cold, "fleet-kiosk-kept");
    await server.start();
    await cold.locator("html[data-home]:not([data-kept])").waitFor();
    await isOpen(cold);
  }),
);
