// The first start and the console, as an administrator of a new installation goes through them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { graveFindings } from "./support/axe.mjs";
import { CITY, DISTRICT, STREET } from "./support/facts.mjs";
import { isLive, says, useBrowser } from "./support/screens.mjs";

const run = useBrowser();
const DESK = { width: 1280, height: 800 };
const LOGIN = "shanghai-admin";
const PASSWORD = "borrowed umbrella 柳州路";
const PAGES = [
  "",
  "/registries",
  "/registries/member",
  `/registries/employer?unit=${STREET}`,
  "/logs",
  "/logs/new",
  "/reviews",
  `/reviews?unit=${STREET}`,
  "/meetings",
  "/care",
  "/cobuilding",
  `/cobuilding?unit=${STREET}`,
  "/units",
  "/accounts",
  "/tokens",
  "/audit",
  "/settings",
  "/me",
];

/** Waits until the page is at a path, whatever its query. */
const arrived = (page, path) => page.waitForURL(({ pathname }) => pathname === path);

/** A window of the first administrator, signed in and on the tree of units. */
async function administrator(server, screens) {
  const page = await screens.window({ viewport: DESK });
  await page.goto("/setup");
  assert.deepEqual(await graveFindings(page), []);
  await page.getByLabel("启动口令").fill(server.setupCode);
  await page.getByLabel("账号").fill(LOGIN);
  await page.getByLabel("岗位").fill("市委组织部");
  await page.getByLabel("口令", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "完成设置" }).click();
  await arrived(page, "/sign-in");
  assert.deepEqual(await graveFindings(page), []);
  await page.getByLabel("账号").fill(LOGIN);
  await page.getByLabel("口令", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "登录" }).click();
  await arrived(page, "/console/units");
  return page;
}

test(
  "every page of the console is accessible, fits a small desk, and says who is signed in",
  run(async ({ server, screens }) => {
    const page = await administrator(server, screens);
    for (const path of PAGES) {
      await page.goto(`/console${path}`);
      assert.deepEqual(await graveFindings(page), [], path);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= DESK.width, `${path} is ${width} wide`);
      assert.match(await page.locator(".me").innerText(), /市委组织部/);
    }
  }),
);

test(
  "a unit that is renamed in the console has its new name on an open wall",
  run(async ({ server, screens }) => {
    const page = await administrator(server, screens);
    const wall = await screens.live(`/units/${STREET}?mode=wall`);
    await page.goto(`/console/units?unit=${DISTRICT}`);
    const { unit } = await server.snapshot(STREET);
    await page.locator(".branches").getByRole("link", { name: unit.name }).click();
    await page.waitForURL(`**unit=${STREET}`);
    await page.getByLabel("名称", { exact: true }).first().fill("漕河泾新街道");
    await page.getByRole("button", { name: "改名" }).click();
    await says(wall, "h1", "漕河泾新街道党建总览");
    await page.goto("/console/audit");
    assert.match(await page.locator("tbody tr").first().innerText(), /单位改名.*名称 漕河泾新街道/s);
  }),
);

test(
  "a registry is looked through by keyboard and taken along as a file",
  run(async ({ server, screens }) => {
    const page = await administrator(server, screens);
    await page.goto("/console/registries");
    await page.getByRole("link", { name: "党员", exact: true }).press("Enter");
    await arrived(page, "/console/registries/member");
    assert.match(await page.locator(".content").innerText(), /系统不保存姓名/);
    const keys = () => page.locator("tbody th").allInnerTexts();
    const first = await keys();
    await page.getByRole("link", { name: "下一页" }).press("Enter");
    await page.waitForURL("**after=**");
    const second = await keys();
    assert.equal(new Set([...first, ...second]).size, first.length + second.length);
    const { unit } = await server.snapshot(DISTRICT);
    await page.locator(".branches").getByRole("link", { name: unit.name }).press("Enter");
    await page.waitForURL(`**unit=${DISTRICT}`);
    for (const [label, ending] of [
      ["CSV", "csv"],
      ["Excel", "xlsx"],
    ]) {
      const download = page.waitForEvent("download");
      await page.getByRole("link", { name: `导出党员 ${label}` }).press("Enter");
      const file = await download;
      assert.match(file.suggestedFilename(), new RegExp(`^${unit.name}_党员_[-0-9]{10}\\.${ending}$`));
      assert.equal(await file.failure(), null);
    }
    await page.goto("/console/audit");
    assert.match(await page.locator("tbody tr").first().innerText(), /导出数据库.*党员/s);
    await page.goto(`/console/registries/member?unit=${STREET}`);
    await page.setViewportSize({ width: 820, height: 1180 });
    assert.deepEqual(await graveFindings(page), []);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 820, `a tablet's page is ${width} wide`);
  }),
);

test(
  "an account made by an administrator changes its first password before anything else",
  run(async ({ server, screens }) => {
    const page = await administrator(server, screens);
    await page.goto("/console/accounts");
    await page.getByText("新建账号").click();
    const form = page.locator("details.add");
    await form.getByLabel("账号").fill("caohejing-clerk");
    await form.getByLabel("岗位").fill("漕河泾街道党建办");
    await form.getByLabel("单位代码").fill(STREET);
    await form.getByRole("button", { name: "新建" }).click();
    const initial = await form.locator(".secret code").innerText();
    const clerk = await screens.window({ viewport: DESK });
    await clerk.goto("/console");
    await clerk.getByLabel("账号").fill("caohejing-clerk");
    await clerk.getByLabel("口令", { exact: true }).fill(initial);
    await clerk.getByRole("button", { name: "登录" }).click();
    await arrived(clerk, "/console/me");
    await clerk.getByLabel("现在的口令").fill(initial);
    await clerk.getByLabel("新口令").fill("seven quiet herons 徐汇");
    await clerk.getByRole("button", { name: "修改口令" }).click();
    await arrived(clerk, "/console");
    assert.equal(await clerk.getByRole("link", { name: "组织树" }).count(), 0);
    await clerk.getByRole("button", { name: "退出" }).click();
    await arrived(clerk, "/sign-in");
  }),
);

test(
  "walls that are no longer public ask who is there",
  run(async ({ server, screens }) => {
    const page = await administrator(server, screens);
    const wall = await screens.live(`/units/${CITY}?mode=wall`);
    await page.goto("/console/settings");
    await page.getByLabel("不登录也能查看").uncheck();
    await page.getByRole("button", { name: "保存" }).click();
    await arrived(wall, "/sign-in");
    await page.goto(`/units/${CITY}`);
    await isLive(page);
  }),
);
