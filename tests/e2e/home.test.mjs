// Finding a unit.

import assert from "node:assert/strict";
import { test } from "node:test";

import { COMMUNITY, DISTRICT, STREET } from "./support/facts.mjs";
import { isLive, useBrowser } from "./support/screens.mjs";
import { until } from "./support/until.mjs";

const run = useBrowser();
const RESULTS = ".home-result";

const found = (page) => page.locator(`${RESULTS} .home-name`).allInnerTexts();

/** Types until the program answers: what was typed before it took the page over it has not heard. */
async function search(page, text, isAnswer) {
  const field = page.locator("#q");
  await until(`an answer to “${text}”`, async () => {
    await field.fill("");
    await field.fill(text);
    const end = performance.now() + 2_000;
    while (performance.now() < end) {
      if (isAnswer(await found(page))) return true;
      await page.evaluate(() => new Promise((resume) => requestAnimationFrame(resume)));
    }
    return false;
  });
}

test(
  "a name, a code and pinyin initials find a unit while one types",
  run(async ({ screens }) => {
    const page = await screens.window();
    await page.goto("/");
    await search(page, "漕溪四村", (names) => names[0] === "漕溪四村居委会");
    await search(page, STREET, (names) => names[0] === "漕河泾街道" && names.length > 1);
    await search(page, "xjh", (names) => names.includes("徐家汇街道"));
    assert.match(page.url(), /\?q=xjh/, "the address says what was found");
    await page.reload();
    assert.ok((await found(page)).includes("徐家汇街道"), "and brings it back");
    await search(page, "没有这样的地方", (names) => names.length === 0);
    await page.getByText("没有找到“没有这样的地方”。").waitFor();
  }),
);

test(
  "a server that is away is said to be, and what was found does not stay as the answer",
  run(async ({ server, screens }) => {
    const page = await screens.window();
    await page.goto("/");
    await search(page, "xjh", (names) => names.includes("徐家汇街道"));
    screens.expectServerDown();
    await server.kill();
    await page.locator("#q").fill("徐");
    await page.getByText("暂时连不上服务器，请稍后再试。").waitFor();
    assert.deepEqual(await found(page), []);
  }),
);

test(
  "a level keeps the others out",
  run(async ({ screens }) => {
    const page = await screens.window();
    await page.goto("/");
    await search(page, "徐", (names) => names.length > 1);
    await page.getByText("街镇", { exact: true }).first().click();
    await until("only streets are left", async () => {
      const kinds = await page.locator(`${RESULTS} .home-kind`).allInnerTexts();
      return kinds.length > 0 && kinds.every((kind) => kind === "街镇");
    });
  }),
);

test(
  "the keyboard is enough",
  run(async ({ screens }) => {
    const page = await screens.window();
    await page.goto("/");
    await focusByTab(page, "#q");
    await until("an answer", async () => {
      await page.keyboard.press("Control+A");
      await page.keyboard.type("xjhjd");
      return page
        .locator(RESULTS)
        .first()
        .waitFor({ timeout: 2_000 })
        .then(
          () => true,
          () => false,
        );
    });
    await focusByTab(page, RESULTS);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/units/310104014");
    await isLive(page);
  }),
);

test(
  "without JavaScript the form finds, and the tree leads down and up again",
  run(async ({ screens }) => {
    const page = await screens.window({ javaScriptEnabled: false });
    await page.goto("/");
    await page.locator("#q").fill("漕溪四村");
    await page.locator("#q").press("Enter");
    await page.waitForURL(/\?q=/);
    assert.deepEqual(await found(page), ["漕溪四村居委会"]);
    await page.locator(RESULTS).click();
    await page.waitForURL(`**/units/${COMMUNITY}`);

    await page.locator(".trail a", { hasText: "徐汇区" }).click();
    await page.waitForURL(`**/units/${DISTRICT}`);
    await page.locator(`.tile a[href="/units/${STREET}"]`).click();
    await page.waitForURL(`**/units/${STREET}`);
    await page.locator("a.seal").click();
    await page.waitForURL(/\/$/);
    await page.locator("summary", { hasText: "徐汇区" }).click();
    await page.locator(`.home-browse a[href="/units/${STREET}"]`).click();
    await page.waitForURL(`**/units/${STREET}`);
  }),
);

test(
  "a unit that is not there is said to be missing, with a way on",
  run(async ({ screens }) => {
    const page = await screens.window();
    const response = await page.goto("/units/999999");
    assert.equal(response.status(), 404);
    assert.match(await page.locator(".home-missing").innerText(), /999999/);
    await page.getByRole("link", { name: "返回首页" }).click();
    await page.waitForURL(/\/$/);
    const nowhere = await page.goto("/nothing/here");
    assert.equal(nowhere.status(), 404);
    assert.equal(await page.title(), "没有这个页面 · 联动");
    await page.getByRole("searchbox").fill("徐家汇");
    await page.getByRole("searchbox").press("Enter");
    await page.waitForURL(/\/\?q=/);
  }),
);

async function focusByTab(page, selector) {
  for (let steps = 0; steps < 30; steps += 1) {
    await page.keyboard.press("Tab");
    const isThere = await page.evaluate(
      (selector) => document.activeElement?.matches(selector),
      selector,
    );
    if (isThere) return;
  }
  throw new Error(`30 steps of the Tab key do not lead to ${selector}`);
}
