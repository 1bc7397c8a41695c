// A problem on the list: a conference, what its parties promise, closing with evidence, and its return.

import assert from "node:assert/strict";
import { test } from "node:test";

import { graveFindings } from "./support/axe.mjs";
import { act, arrived, chief, day, DESK, PHONE, staff } from "./support/console.mjs";
import { COMMUNITY, DISTRICT, STREET } from "./support/facts.mjs";
import { useBrowser } from "./support/screens.mjs";

const run = useBrowser();
const SIZES = [{ width: 1440, height: 900 }, DESK, { width: 1024, height: 768 }, PHONE];
const TITLE = "夜间占道设摊";

const problem = (page, fields = {}) =>
  act(page, STREET, {
    kind: "item.opened",
    list: "problem",
    matter: "street_vending",
    title: TITLE,
    place: COMMUNITY,
    owner: COMMUNITY,
    due: day(14),
    ...fields,
  });

/** Opens the form behind a button of the drawer, fills it in, and sends it. */
async function does(page, button, fill = async () => {}) {
  await page.locator(".drawer-acts summary", { hasText: button }).click();
  const form = page.locator(".drawer-acts details[open] form");
  await fill(form);
  const again = page.waitForEvent("load");
  await form.locator("[type=submit]").click();
  await again;
}

const writes = (text) => (form) => form.locator("textarea").first().fill(text);

test(
  "a problem is opened, its parties promise, it is resolved, closed, and comes back",
  run(async (windows) => {
    const root = await chief(windows);
    const street = await staff(windows, root, { login: "street", title: "街道党建办", unit: STREET });
    const community = await staff(windows, root, {
      login: "community",
      title: "居民区书记",
      unit: COMMUNITY,
    });
    await street.goto("/console/lists");
    await street.getByRole("link", { name: "新增" }).click();
    await arrived(street, "/console/lists/new");
    await street.getByLabel("事项，一句话").fill(TITLE);
    await street.getByLabel("类别").selectOption("street_vending");
    for (const label of ["所在单位", "责任单位"]) await street.getByLabel(label).fill(COMMUNITY);
    await street.getByRole("button", { name: "开立" }).click();
    await street.waitForURL(/item=/);
    await street.getByRole("heading", { name: TITLE }).waitFor();
    assert.deepEqual(await graveFindings(street), []);

    await does(street, "召集联席会议", async (form) => {
      for (const name of ["民警", "房办", "房产中介"]) await form.getByLabel(name).uncheck();
    });
    const table = street.locator(".conference tbody tr");
    assert.equal(await table.count(), 3);
    const manager = table.filter({ hasText: "物业" });
    await manager.locator("summary").click();
    await manager.locator("textarea").fill("每晚巡查两次");
    const answered = street.waitForEvent("load");
    await manager.getByRole("button", { name: "记下答复" }).click();
    await answered;
    assert.match(await manager.innerText(), /每晚巡查两次[\s\S]*落实中/);

    await community.goto(new URL(street.url()).pathname + new URL(street.url()).search);
    await community.getByText("联席会议还有答复未落实").first().waitFor();
    assert.equal(await community.getByText("提交办理结果", { exact: true }).getAttribute("aria-disabled"), "true");
    const fulfilled = community.waitForEvent("load");
    await community.getByRole("button", { name: "物业已落实" }).click();
    await fulfilled;
    await does(community, "提交办理结果", writes("摊位已撤，附近三天无反复"));
    assert.equal(await community.locator(".drawer-acts", { hasText: "办结，转观察" }).count(), 0);

    await street.reload();
    await does(street, "办结，转观察");
    await street.getByText("还观察").waitFor();
    assert.match(await street.locator(".course").innerText(), /首次上报[\s\S]*办结/);
    await does(street, "再次出现", writes("又有两个摊位"));
    await street.locator(".drawer .back", { hasText: "第 1 次回潮" }).waitFor();
  }),
);

test(
  "of two people on one item the second is told who was quicker, and keeps what was written",
  run(async (windows) => {
    const root = await chief(windows);
    const id = await problem(root);
    await root.goto(`/console/lists?item=${id}`);
    await root.locator(".drawer-acts summary", { hasText: "记一次进展" }).click();
    const form = root.locator(".drawer-acts details[open] form");
    await form.locator("textarea").fill("到现场看过");
    await act(root, COMMUNITY, { kind: "item.progressed", item: id, text: "居民区先到" });
    windows.screens.expectRefusal(409);
    await form.locator("[type=submit]").click();
    await root.getByText("您的这一步没有保存").waitFor();
    assert.match(await form.locator(".form-error").innerText(), /其间：.*反馈办理/);
    const again = root.waitForEvent("load");
    await root.getByRole("button", { name: "看最新情况" }).click();
    await again;
    assert.match(await root.locator(".told").innerText(), /居民区先到/);
    assert.equal(await root.locator(".drawer-acts details[open] textarea").inputValue(), "到现场看过");
  }),
);

test(
  "a problem becomes a rectification, and each leads to the other",
  run(async (windows) => {
    const root = await chief(windows);
    const id = await problem(root);
    await root.goto(`/console/lists?item=${id}&unit=${STREET}`);
    await root.getByRole("link", { name: "转为整改" }).click();
    await arrived(root, "/console/lists/new");
    assert.equal(await root.getByLabel("事项，一句话").inputValue(), TITLE);
    await root.getByRole("button", { name: "开立" }).click();
    await root.waitForURL(/item=/);
    await root.locator(".linked a", { hasText: TITLE }).click();
    await root.locator(".linked", { hasText: "已转整改" }).waitFor();
  }),
);

test(
  "a late item is first, on the board and in the table, and the parties of a unit are its own",
  run(async (windows) => {
    const root = await chief(windows);
    await problem(root, { title: "绿化带毁坏", due: day(30) });
    await problem(root, { title: "楼道堆物", due: day(1) });
    await root.goto(`/console/lists?unit=${COMMUNITY}`);
    const first = root.locator(".column").first().locator(".item strong").first();
    assert.equal(await first.innerText(), "楼道堆物");
    await root.getByRole("link", { name: "表格" }).press("Enter");
    await root.waitForURL(/view=table/);
    assert.equal(await root.locator("tbody th a").first().innerText(), "楼道堆物");
    await root.getByText("联席会议默认邀请的各方").click();
    const form = root.locator("form", { has: root.getByText("邀请各方") });
    await form.getByLabel("学校").check();
    const saved = root.waitForEvent("load");
    await form.getByRole("button", { name: "保存" }).click();
    await saved;
    await root.getByText("联席会议默认邀请的各方").click();
    assert.equal(await form.getByLabel("学校").isChecked(), true);
  }),
);

test(
  "the pages of lists are accessible and fit every size",
  run(async (windows) => {
    const root = await chief(windows);
    const id = await problem(root);
    await act(root, STREET, {
      kind: "conference.called",
      item: id,
      on: day(2),
      parties: ["property_manager", "police"],
    });
    for (const size of SIZES) {
      await root.setViewportSize(size);
      for (const query of ["", `?unit=${DISTRICT}&view=table`, `?item=${id}`, "/new"]) {
        await root.goto(`/console/lists${query}`);
        assert.deepEqual(await graveFindings(root), [], query);
        const width = await root.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(width <= size.width, `${query} is ${width} wide on ${size.width}`);
      }
    }
  }),
);
