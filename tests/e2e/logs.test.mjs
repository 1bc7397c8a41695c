// Work logs from a phone to the district: written without a connection, counted once, sent back and passed.

import assert from "node:assert/strict";
import { test } from "node:test";

import { graveFindings } from "./support/axe.mjs";
import { arrived, chief, DESK, PHONE, staff } from "./support/console.mjs";
import { COMMUNITY, DISTRICT, STREET } from "./support/facts.mjs";
import { useBrowser } from "./support/screens.mjs";
import { until } from "./support/until.mjs";

const run = useBrowser();
const TEXT = "下午和物业走访 3 号楼，楼道堆物 4 处，都已清走。周五再看一次。";

const worker = (test, page) =>
  staff(test, page, {
    login: "worker",
    title: "居民区社工",
    role: "clerk",
    unit: COMMUNITY,
    viewport: PHONE,
    hasTouch: true,
    isMobile: true,
  });

// The demonstration's logs wait too, more or fewer by the hour.
const waiting = (page) => page.locator(".queue").getByRole("link", { name: /和物业走访 3 号楼/ });

async function review(page) {
  await page.goto("/console/reviews");
  await waiting(page).click();
  await page.locator(".log-body", { hasText: "和物业走访 3 号楼" }).waitFor();
}

async function write(page, text = TEXT) {
  await page.goto("/console/logs/new");
  await page.getByLabel("走访", { exact: true }).check();
  await page.getByLabel("做了什么").fill(text);
}

test(
  "a log that is written without a connection is sent when there is one, and counts once",
  run(async (test) => {
    const { screens } = test;
    const page = await worker(test, await chief(test));
    await write(page);
    await page.getByText(/^草稿已保存 \d/).waitFor();
    await page.reload();
    assert.equal(await page.getByLabel("做了什么").inputValue(), TEXT);
    assert.deepEqual(await graveFindings(page), []);

    screens.expectOffline();
    await page.context().setOffline(true);
    await page.getByLabel("做了什么").fill(`${TEXT}（补充）`);
    await page.getByText(/草稿只存在这台设备上/).waitFor();
    await page.getByRole("button", { name: "加一" }).click();
    await page.getByRole("button", { name: /提交给街道/ }).click();
    const outbox = page.locator("#outbox");
    await outbox.getByText(/未提交.*恢复后自动提交/).waitFor();

    await page.context().setOffline(false);
    await until("the log is sent", async () => (await outbox.innerText()) === "");
    await page.goto("/console/logs?show=own");
    const lines = page.locator(".log-list li");
    assert.equal(await lines.count(), 1);
    await page.reload();
    assert.equal(await lines.count(), 1);
    assert.match(await lines.first().innerText(), /走访[\s\S]*等.*审阅/);
    // Nothing is left of it on the device, nor as a draft.
    await page.goto("/console/logs/new");
    assert.equal(await page.getByLabel("做了什么").inputValue(), "");
  }),
);

test(
  "a text with somebody's number is not sent, and one with a name is asked about",
  run(async (test) => {
    const page = await worker(test, await chief(test));
    await write(page, "回访王阿姨，约好周三再去。");
    await page.getByText(/“王阿姨”像是姓名/).waitFor();
    await page.getByLabel("做了什么").fill("回访一户居民，电话 13800138000。");
    await page.getByText(/里面有电话号码/).waitFor();
    await page.getByRole("button", { name: /提交给街道/ }).click();
    assert.match(await page.locator("#write-log .form-error").innerText(), /电话号码/);
    assert.equal(new URL(page.url()).pathname, "/console/logs/new");
  }),
);

test(
  "a log goes through street and district, once sent back with a remark",
  run(async (test) => {
    const page = await chief(test);
    const clerk = await worker(test, page);
    const street = await staff(test, page, { login: "street", title: "街道党建办", unit: STREET });
    const district = await staff(test, page, { login: "district", title: "区委组织部", unit: DISTRICT });
    await write(clerk);
    await clerk.getByRole("button", { name: /提交给街道/ }).click();
    await clerk.waitForURL(({ pathname }) => pathname !== "/console/logs/new");

    await street.goto("/console");
    await street.locator(".task-list").getByRole("link", { name: /楼道堆物/ }).click();
    await arrived(street, "/console/reviews");
    assert.deepEqual(await graveFindings(street), []);
    await street.getByRole("button", { name: "退回并附意见" }).click();
    assert.match(await street.locator('[data-for="remark"]').innerText(), /要写意见/);
    await street.getByRole("button", { name: "请写明复查时间" }).click();
    await street.getByRole("button", { name: "退回并附意见" }).click();
    await waiting(street).waitFor({ state: "detached" });

    await clerk.goto("/console");
    await clerk.locator(".task-list").getByRole("link", { name: /已退回/ }).click();
    await clerk.getByText("请写明复查时间").first().waitFor();
    await clerk.getByLabel("改好的日志").fill(`${TEXT}周五 15:00 复查。`);
    await clerk.getByRole("button", { name: "重新提交" }).click();
    await clerk.getByText("修改后重新提交").waitFor();

    await review(street);
    assert.match(await street.locator(".log-body").innerText(), /15:00 复查/);
    // Somebody else was there meanwhile: the remark stays.
    await street.getByLabel("审阅意见").fill("写得清楚");
    const other = await street.context().newPage();
    await review(other);
    await other.getByRole("button", { name: /通过，上报区级/ }).click();
    await waiting(other).waitFor({ state: "detached" });
    test.screens.expectRefusal(409);
    await street.getByRole("button", { name: /通过，上报区级/ }).click();
    await street.locator("#review-form .form-error:not(:empty)").waitFor();
    assert.equal(await street.getByLabel("审阅意见").inputValue(), "写得清楚");

    await review(district);
    const passed = district.waitForEvent("load");
    await district.getByRole("button", { name: /通过，审结/ }).click();
    await passed;
    await clerk.reload();
    assert.equal(await clerk.locator('.chain [data-mark="done"]').count(), 3);
  }),
);
