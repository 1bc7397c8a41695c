// The year's assessment: points that add up, a reviewer's score, and indicators that are changed.

import assert from "node:assert/strict";
import { test } from "node:test";

import { graveFindings } from "./support/axe.mjs";
import { chief, DESK, PHONE } from "./support/console.mjs";
import { CITY, DISTRICT, STREET } from "./support/facts.mjs";
import { useBrowser } from "./support/screens.mjs";

const run = useBrowser();
const SIZES = [{ width: 1440, height: 900 }, DESK, { width: 1024, height: 768 }, PHONE];
const WORKING = `/console/assessment?unit=${DISTRICT}&show=${STREET}`;
const REPORT = `/console/assessment/report?unit=${DISTRICT}`;

const numbers = async (cells) => (await cells.allInnerTexts()).map((text) => Number(text.trim()));

/** The points of each line, and what stands below them. */
async function working(page) {
  const table = page.locator(".working table");
  const points = await numbers(table.locator("tbody td:last-child b"));
  const [sum] = await numbers(table.locator("tfoot td:last-child b"));
  const [applies] = await numbers(table.locator("tfoot td").first());
  return { points: points.filter((point) => !Number.isNaN(point)), sum, applies };
}

test(
  "the working of a unit adds up to the points that the table shows",
  run(async (windows) => {
    const root = await chief(windows);
    await root.goto(WORKING);
    const before = await working(root);
    const added = before.points.reduce((all, point) => all + point, 0);
    assert.equal(added.toFixed(1), before.sum.toFixed(1));

    await root.getByText("工作实绩：评分").click();
    const form = root.locator(".score-forms details[open] form");
    await form.getByLabel("得分").fill("90");
    await form.getByLabel("理由").fill("重点工作按期完成");
    const scored = root.waitForEvent("load");
    await form.getByRole("button", { name: "记下评分" }).click();
    await scored;
    const after = await working(root);
    assert.equal(after.applies, before.applies + 10);
    assert.equal(after.sum.toFixed(1), (before.sum + 9).toFixed(1));
    const total = ((after.sum * 100) / after.applies).toFixed(1);
    const row = root.locator(".scores tr", { has: root.locator(`a[href*="show=${STREET}"]`) });
    assert.equal(await row.locator(".total b").innerText(), total);

    for (const ending of ["csv", "xlsx"]) {
      const label = { csv: "CSV", xlsx: "Excel" }[ending];
      const download = root.waitForEvent("download");
      await root.getByRole("link", { name: `导出考核 ${label}` }).press("Enter");
      const file = await download;
      assert.match(file.suggestedFilename(), new RegExp(`_考核_[-0-9]{10}\\.${ending}$`));
      assert.equal(await file.failure(), null);
    }
  }),
);

test(
  "indicators are changed by the root's administrators, and have to make a hundred",
  run(async (windows) => {
    const root = await chief(windows);
    await root.goto(`/console/assessment?unit=${CITY}`);
    await root.getByText("考核指标", { exact: true }).click();
    const lines = root.locator(".indicators > .indicator");
    const first = lines.first();
    await first.getByLabel("分值").fill("15");
    await root.getByText("分值合计 95，应为 100").waitFor();
    await root.getByRole("button", { name: "添加指标" }).click();
    const added = lines.last();
    await added.getByLabel("名称").fill("创新做法");
    await added.getByLabel("来源").selectOption("review");
    await added.getByLabel("分值").fill("5");
    await root.getByText("分值合计 100", { exact: true }).waitFor();
    const saved = root.waitForEvent("load");
    await root.getByRole("button", { name: "保存指标" }).click();
    await saved;
    assert.match(await root.locator(".scores thead").innerText(), /创新做法/);
  }),
);

test(
  "the pages of the assessment are accessible and fit every size",
  run(async (windows) => {
    const root = await chief(windows);
    for (const size of SIZES) {
      await root.setViewportSize(size);
      for (const path of ["/console/assessment", WORKING, REPORT]) {
        await root.goto(path);
        assert.deepEqual(await graveFindings(root), [], path);
        const width = await root.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(width <= size.width, `${path} is ${width} wide on ${size.width}`);
      }
    }
  }),
);
