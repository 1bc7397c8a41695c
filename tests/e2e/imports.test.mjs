// A clerk takes a table in, sees a wall move, and takes it back.

import assert from "node:assert/strict";
import { test } from "node:test";

import { graveFindings } from "./support/axe.mjs";
import { COMMUNITY, STREET } from "./support/facts.mjs";
import { says, useBrowser, written } from "./support/screens.mjs";

const run = useBrowser();
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1280, height: 800 },
  { width: 820, height: 1180 },
  { width: 390, height: 844 },
];
const PASSWORD = "borrowed umbrella 柳州路";
// The education is one that no list has; a day has not come yet; the last number is none.
const MEMBERS = `姓名,身份证号,手机号,所在支部,三大领域,性别,最高学历,备注,入党时间
李建国,310104198503121235,13900001111,${COMMUNITY},居民区党建,男,研究生班,,2009.07.01
王秀英,310104197108224520,13900002222,${COMMUNITY},居民区党建,女,大专,女,1999.07.01
赵新,310105198801012033,13900003333,${COMMUNITY},居民区党建,男,大学本科,,2031.07.01
钱进,310105198801012039,13900004444,${COMMUNITY},居民区党建,男,大学本科,,2011.07.01
`;

async function signedIn(server, screens) {
  const page = await screens.window({ viewport: SIZES[0] });
  await page.goto("/setup");
  await page.getByLabel("启动口令").fill(server.setupCode);
  await page.getByLabel("账号").fill("chief");
  await page.getByLabel("岗位").fill("市委组织部");
  await page.getByLabel("口令", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "完成设置" }).click();
  await page.waitForURL(({ pathname }) => pathname === "/sign-in");
  await page.getByLabel("账号").fill("chief");
  await page.getByLabel("口令", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "登录" }).click();
  await page.waitForURL(({ pathname }) => pathname === "/console/units");
  return page;
}

/** Creates a clerk of the street, and signs in as them in a window of their own. */
async function clerk(server, screens) {
  const chief = await signedIn(server, screens);
  await chief.goto("/console/accounts");
  await chief.getByText("新建账号").click();
  const form = chief.locator("details.add");
  await form.getByLabel("账号").fill("clerk-of-street");
  await form.getByLabel("岗位").fill("街道党建办");
  await form.getByLabel("角色").selectOption("clerk");
  await form.getByLabel("单位代码").fill(STREET);
  await form.getByRole("button", { name: "新建" }).click();
  const initial = await form.locator(".secret code").innerText();
  const page = await screens.window({ viewport: SIZES[0] });
  await page.goto("/console");
  await page.getByLabel("账号").fill("clerk-of-street");
  await page.getByLabel("口令", { exact: true }).fill(initial);
  await page.getByRole("button", { name: "登录" }).click();
  await page.waitForURL("**/console/me");
  await page.getByLabel("现在的口令").fill(initial);
  await page.getByLabel("新口令").fill(PASSWORD);
  await page.getByRole("button", { name: "修改口令" }).click();
  await page.waitForURL(({ pathname }) => pathname === "/console");
  return page;
}

/** What a machine can tell of a page, at every size. */
async function isSound(page, what) {
  assert.deepEqual(await graveFindings(page), [], what);
  for (const size of SIZES) {
    await page.setViewportSize(size);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= size.width, `${what}: ${width} wide at ${size.width}`);
  }
  await page.setViewportSize(SIZES[0]);
}

const reaches = (page, stage) => page.locator(`#import[data-stage=${stage}]:not([aria-busy])`).waitFor();
const part = (page, name) => page.locator(`.counters [data-part=${name}] dd`).innerText();

const TOTAL = ".member .total";

test(
  "a clerk takes a table in, sees the wall move, and takes it back",
  run(async ({ server, screens }) => {
    const page = await clerk(server, screens);
    await page.getByRole("link", { name: "导入", exact: true }).click();
    await isSound(page, "no imports yet");
    assert.equal(await page.getByLabel("哪一张表").locator("option[value=units]").count(), 0);

    await page.getByLabel("哪一张表").selectOption("member");
    const file = { name: "街道党员.csv", mimeType: "text/csv", buffer: Buffer.from(MEMBERS) };
    await page.locator("#upload-file").setInputFiles(file);
    await page.getByRole("button", { name: "上传并校验" }).click();
    await page.waitForURL("**/console/imports/*");
    await reaches(page, "ready");
    await isSound(page, "ready");
    const html = await page.content();
    for (const secret of ["李建国", "310104198503121235", "13900001111"]) {
      assert.ok(!html.includes(secret), `${secret} is on the page`);
    }
    assert.deepEqual([await part(page, "new"), await part(page, "bad")], ["1", "3"]);

    const column = page.getByLabel("“备注”列对应的字段");
    await column.focus();
    await column.selectOption("gender");
    await reaches(page, "mapping");
    assert.ok(await column.evaluate((it) => it === document.activeElement), "the focus is kept");
    await isSound(page, "mapping");
    await column.selectOption("");
    await reaches(page, "ready");

    await page.getByRole("button", { name: "“研究生班”采用“研究生”" }).click();
    await page.locator(".counters [data-part=new] dd", { hasText: "2" }).waitFor();
    assert.equal(await part(page, "bad"), "2");

    const day = page.getByLabel("“2031.07.01”改为");
    await day.fill("2012.07.01");
    await day.blur();
    await page.locator(".counters [data-part=new] dd", { hasText: "3" }).waitFor();
    assert.equal(await part(page, "bad"), "1");

    const wall = await screens.live(`/units/${STREET}?mode=wall`);
    const { metrics } = await server.snapshot(STREET);
    const before = metrics["member.total"];
    await page.getByLabel("跳过 1 行").check();
    await page.getByRole("button", { name: "导入 3 行" }).click();
    await page.locator("#ask").getByRole("button", { name: "确定" }).click();
    await reaches(page, "applied");
    await isSound(page, "applied");
    await says(wall, TOTAL, written(before + 3));

    await page.getByRole("button", { name: "撤销这次导入" }).click();
    await page.locator("#ask").getByRole("button", { name: "确定" }).click();
    await reaches(page, "undone");
    await isSound(page, "undone");
    await says(wall, TOTAL, written(before));

    await page.getByRole("link", { name: "继续导入" }).click();
    assert.match(await page.locator(".history tbody tr").innerText(), /街道党员.csv[^]*已撤销[^]*撤回 3/);
    await isSound(page, "history");
  }),
);

test(
  "an administrator takes in units of which none has a problem",
  run(async ({ server, screens }) => {
    const page = await signedIn(server, screens);
    await page.goto("/console/imports");
    await page.getByLabel("哪一张表").selectOption("units");
    const text = `code,name,kind,parent_code\n${STREET}999,新设居委会,community,${STREET}\n`;
    const file = { name: "新设.csv", mimeType: "text/csv", buffer: Buffer.from(text) };
    await page.locator("#upload-file").setInputFiles(file);
    await page.getByRole("button", { name: "上传并校验" }).click();
    await page.waitForURL("**/console/imports/*");
    await reaches(page, "ready");
    assert.match(await page.locator(".decision").innerText(), /名下有台账或仍有下级，保留不动/);
    await isSound(page, "ready");
    await page.getByRole("button", { name: "导入 1 行" }).click();
    await page.locator("#ask").getByRole("button", { name: "确定" }).click();
    await reaches(page, "applied");
    const { children } = await server.snapshot(STREET);
    assert.ok(children.some(({ name }) => name === "新设居委会"));
  }),
);
