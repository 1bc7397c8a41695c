// A deployment goes down: published by a district, passed on by a street, carried out by a community.

import assert from "node:assert/strict";
import { test } from "node:test";

import { graveFindings } from "./support/axe.mjs";
import { act, arrived, chief, day, DESK, PHONE, staff } from "./support/console.mjs";
import { COMMUNITY, DISTRICT, STREET } from "./support/facts.mjs";
import { useBrowser } from "./support/screens.mjs";

const run = useBrowser();
const SIZES = [{ width: 1440, height: 900 }, DESK, { width: 1024, height: 768 }, PHONE];
const TITLE = "夏季夜间安全排查";

const district = (windows, root) =>
  staff(windows, root, { login: "district", title: "区委组织部", unit: DISTRICT });
const street = (windows, root) =>
  staff(windows, root, { login: "street", title: "街道党建办", unit: STREET });
const community = (windows, root) =>
  staff(windows, root, { login: "community", title: "居民区书记", unit: COMMUNITY });

/** Opens the form behind a button, and sends it. */
async function does(page, button, send, text) {
  await page.locator("summary").getByText(button, { exact: true }).click();
  const form = page.locator("details[open] form");
  if (text) await form.locator("textarea").first().fill(text);
  const again = page.waitForEvent("load");
  await form.getByRole("button", { name: send, exact: true }).click();
  await again;
}

/** Goes to the newest deployment that came to a unit. */
async function opensNewest(page) {
  await page.goto("/console/deployments");
  await page.getByRole("link", { name: TITLE }).click();
  await page.getByRole("heading", { name: TITLE }).first().waitFor();
}

test(
  "a deployment is published, received, passed on and carried out, and its receipts say so",
  run(async (windows) => {
    const root = await chief(windows);
    const above = await district(windows, root);
    await above.goto("/console/deployments");
    await above.getByRole("link", { name: "新部署" }).click();
    await arrived(above, "/console/deployments/new");
    await above.getByLabel("标题").fill(TITLE);
    await above.getByLabel("内容").fill("到户排查，电话 13800138000");
    await above.getByText("有电话号码").waitFor();
    await above.getByLabel("内容").fill("到户排查，发现问题列入清单。");
    await above.getByText("没有姓名、电话、证件号").last().waitFor();
    await above.getByText("草稿已保存").waitFor();
    await above.reload();
    await assert.doesNotReject(above.getByText("接着上次没写完的写").waitFor());
    assert.equal(await above.getByLabel("标题").inputValue(), TITLE);
    await above.getByRole("button", { name: "发布" }).click();
    await above.getByRole("button", { name: "确定" }).click();
    await above.waitForURL(/\/console\/deployments\/(?!new)/);
    await above.getByText("未接收").first().waitFor();
    assert.deepEqual(await graveFindings(above), []);

    const middle = await street(windows, root);
    await opensNewest(middle);
    const received = middle.waitForEvent("load");
    await middle.getByRole("button", { name: "接收", exact: true }).click();
    await received;
    await does(middle, "转发下级", "转发", "本周内完成");

    const below = await community(windows, root);
    await opensNewest(below);
    assert.match(await below.locator(".told").innerText(), /转发下级[\s\S]*本周内完成/);
    const taken = below.waitForEvent("load");
    await below.getByRole("button", { name: "接收", exact: true }).click();
    await taken;
    await does(below, "办结", "办结", "排查 86 户，无隐患");
    assert.match(await below.locator(".own-stage").innerText(), /已办结/);

    await above.reload();
    const stages = await above.locator(".stages dd b").allInnerTexts();
    assert.deepEqual(stages, ["1", "1", "1"]);
    await above.getByText("逐个单位的数").click();
    const line = above.locator(".confirm-loom tbody tr", { hasText: "已接收" });
    assert.equal(await line.count(), 1);
    assert.match(await line.innerText(), /1 \/ \d+\s+1 \/ \d+/);
    const ribbons = await above.locator(".loom path title").allTextContents();
    assert.ok(ribbons.some((said) => /：1 \/ \d+ 已办结/.test(said)), ribbons.join());
  }),
);

test(
  "a deployment is withdrawn by who published it, and nobody can go on with it",
  run(async (windows) => {
    const root = await chief(windows);
    const id = await act(root, DISTRICT, {
      kind: "deployment.issued",
      title: TITLE,
      text: "到户排查。",
      due: day(9),
      targets: [STREET],
    });
    await root.goto(`/console/deployments/${id}?unit=${DISTRICT}`);
    await root.getByText("撤回", { exact: true }).first().click();
    await root.getByLabel("原因").fill("与市级部署合并");
    await root.getByRole("button", { name: "撤回", exact: true }).click();
    const again = root.waitForEvent("load");
    await root.getByRole("button", { name: "确定" }).click();
    await again;
    await root.getByText("已撤回").first().waitFor();
    await root.goto(`/console/deployments/${id}?unit=${STREET}`);
    assert.equal(await root.getByRole("button", { name: "接收", exact: true }).count(), 0);
  }),
);

test(
  "the pages of deployments are accessible and fit every size",
  run(async (windows) => {
    const root = await chief(windows);
    const id = await act(root, DISTRICT, {
      kind: "deployment.issued",
      title: TITLE,
      text: "到户排查。",
      due: day(9),
      targets: [STREET, COMMUNITY],
    });
    for (const size of SIZES) {
      await root.setViewportSize(size);
      for (const path of ["", `/new?unit=${DISTRICT}`, `/${id}?unit=${STREET}`]) {
        await root.goto(`/console/deployments${path}`);
        assert.deepEqual(await graveFindings(root), [], path);
        const width = await root.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(width <= size.width, `${path} is ${width} wide on ${size.width}`);
      }
    }
  }),
);
