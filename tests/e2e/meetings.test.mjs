// Meetings and care as a community's clerk enters them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { graveFindings } from "./support/axe.mjs";
import { chief, day, DESK, staff } from "./support/console.mjs";
import { COMMUNITY } from "./support/facts.mjs";
import { useBrowser } from "./support/screens.mjs";

const run = useBrowser();

const branch = (key) => ({
  unit: COMMUNITY,
  kind: "registry.changed",
  key,
  after: { registry: "organisation", level: "branch", sector: "community", category: "urban_community" },
});

const clerk = async (test) =>
  staff(test, await chief(test), { login: "clerk", title: "居民区党总支", role: "clerk", unit: COMMUNITY });

test(
  "a week's meetings are pasted into the table, mended and saved, and those branches are no exceptions any more",
  run(async (test) => {
    await test.server.send(branch("e2e-branch-1"), branch("e2e-branch-2"));
    const page = await clerk(test);
    await page.goto("/console/meetings");
    assert.deepEqual(await graveFindings(page), []);
    const row = (key) => page.locator(".weekly tbody tr", { hasText: key });
    const cell = (key, place) => row(key).locator("input").nth(place);
    const behind = page.locator(".behind > li", { hasText: "e2e-branch-1" });
    assert.match(await behind.innerText(), /本季度未开党员大会/);

    await cell("e2e-branch-1", 0).focus();
    // As a spreadsheet would paste two cells of a row.
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.setData("text", "52/47\t9/10\n");
      const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
      document.activeElement.dispatchEvent(event);
    });
    assert.equal(await cell("e2e-branch-1", 0).inputValue(), "52/47");
    await page.getByRole("button", { name: "保存填好的" }).click();
    await page.locator("#weekly-problems").getByText(/实到不能超过应到/).waitFor();
    await cell("e2e-branch-1", 1).fill("10／9");
    await cell("e2e-branch-1", 1).press("Tab");
    await page.keyboard.type("12/12");
    await page.getByRole("button", { name: "保存填好的" }).click();
    await page.getByText("3 格已保存", { exact: true }).waitFor();

    await page.reload();
    assert.doesNotMatch(await behind.innerText(), /党员大会|支委会|党小组会/);
    const recent = page.getByRole("region", { name: "最近记的会议" });
    assert.equal(await recent.locator("tr", { hasText: "e2e-branch-1" }).count(), 3);
    assert.equal(await recent.locator("tr", { hasText: "47 / 52" }).count(), 1);
  }),
);

test(
  "one meeting is entered at its branch, and low attendance is an exception",
  run(async (test) => {
    await test.server.send(branch("e2e-branch-1"));
    const page = await clerk(test);
    await page.goto("/console/meetings");
    await page.getByLabel("党支部", { exact: true }).selectOption("e2e-branch-1");
    await page.getByLabel("会议", { exact: true }).selectOption("branch_congress");
    await page.getByLabel("应到", { exact: true }).fill("50");
    await page.getByLabel("实到", { exact: true }).fill("29");
    await page.getByRole("button", { name: "记下", exact: true }).click();
    await page.locator(".warned", { hasText: "58%" }).waitFor();
  }),
);

test(
  "care is planned, carried out and counted as reached",
  run(async (test) => {
    const page = await clerk(test);
    await page.goto("/console/care");
    assert.deepEqual(await graveFindings(page), []);
    await page.getByText("新计划").click();
    await page.getByLabel("关爱谁").selectOption("alone");
    await page.getByLabel("覆盖几人").fill("6");
    await page.getByLabel("最晚哪天").fill(day(0));
    await page.getByRole("button", { name: "记入计划" }).click();
    const line = page.locator(".care-list li", { hasText: "独居老人 6 人" });
    await line.waitFor();
    await page.goto("/console");
    await page.locator(".task-list").getByRole("link", { name: /独居老人 6 人/ }).click();
    await line.getByLabel("实际覆盖").fill("5");
    await line.getByRole("button", { name: "记完成" }).click();
    await page.locator(".care-list li", { hasText: "独居老人 5 / 6 人" }).waitFor();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= DESK.width);
  }),
);
