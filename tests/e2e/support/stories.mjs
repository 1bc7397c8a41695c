// The steps that the stories of tests/e2e/stories are made of: what people do in the console, and what walls say.

import { act, arrived, day } from "./console.mjs";
import { says, written } from "./screens.mjs";
import { until } from "./until.mjs";

/** In which a panel has turned through all of its pages: eight, of twenty seconds, and some more. */
export const ROUND_MS = 200_000;

export const CHANGNING = "310105";
export const XINHUA_ROAD = "310105001";
export const XUJIAZHAI = "310105001020";

/** An id number that nobody has, with the check character that it should have (GB 11643). */
export function idNumber(place) {
  const digits = `31010419850101${String(900 + place).padStart(3, "0")}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((all, weight, at) => all + weight * Number(digits[at]), 0);
  return digits + "10X98765432"[sum % 11];
}

/** A credit code that no employer has, with the check character that it should have (GB 32100). */
export function creditCode(place) {
  const letters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  const code = `91310115MA1FR${String(1000 + place)}`;
  const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
  const sum = weights.reduce((all, weight, at) => all + weight * letters.indexOf(code[at]), 0);
  return code + letters[(31 - (sum % 31)) % 31];
}

/** A wall that shows a scene of a unit, live. */
export const wall = (screens, unit, scene) => screens.live(`/units/${unit}?mode=wall&scene=${scene}`);

/** What a display of a unit's scene gets. */
export async function shown(server, unit, scene = "overview") {
  const response = await fetch(`${server.url}/api/v1/units/${unit}/snapshot?scene=${scene}`);
  return response.json();
}

/** A number of a unit's scene as it is now. */
export async function number(server, unit, scene, metric) {
  const { metrics } = await shown(server, unit, scene);
  return metrics[metric];
}

/** Follows one number on a wall: says what it was, and waits until it has moved by so many. */
export async function follow(server, page, { unit, scene, metric, place }) {
  const before = await number(server, unit, scene, metric);
  return {
    before,
    by: (amount) => says(page, place, written(before + amount)),
  };
}

/** Publishes a deployment to a unit and to one below it. */
export const publishes = (page, unit, title, targets, due = day(9)) =>
  act(page, unit, {
    kind: "deployment.issued",
    title,
    text: "按通知要求办理，办结时写明结果。",
    due,
    targets,
  });

/** Presses a button that leads to the same page anew. */
export async function presses(page, name) {
  const again = page.waitForEvent("load");
  await page.getByRole("button", { name, exact: true }).click();
  await again;
}

/** Opens the form behind a word, writes into it, and sends it. */
export async function sends(page, word, button, text) {
  await page.getByText(word, { exact: true }).first().click();
  const form = page.locator("details[open] form");
  if (text) await form.locator("textarea").first().fill(text);
  const again = page.waitForEvent("load");
  await form.getByRole("button", { name: button, exact: true }).click();
  await again;
}

/** Writes a work log, as on a phone. */
export async function writesLog(page, text) {
  await page.goto("/console/logs/new");
  await page.getByLabel("走访", { exact: true }).check();
  await page.getByLabel("做了什么").fill(text);
  await page.getByRole("button", { name: /^提交给/ }).click();
  await page.waitForURL(/\/console\/logs\/(?!new)/);
}

/** Passes a log that waits, among others maybe. */
export async function passesLog(page, text, button) {
  await page.goto("/console/reviews");
  await page.locator(".queue").getByRole("link", { name: text }).click();
  await page.locator(".log-body", { hasText: text }).waitFor();
  const passed = page.waitForEvent("load");
  await page.getByRole("button", { name: button }).click();
  await passed;
}

/** Opens an item of the three lists, and goes to it. */
export async function opensItem(page, { list, matter, title, place, owner, due = day(14) }) {
  await page.goto(`/console/lists/new?list=${list}`);
  await arrived(page, "/console/lists/new");
  await page.getByLabel("事项，一句话").fill(title);
  await page.getByLabel("类别").selectOption(matter);
  await page.getByLabel("所在单位").fill(place);
  await page.getByLabel("责任单位").fill(owner);
  await page.locator('input[name="due"]').fill(due);
  await page.getByRole("button", { name: "开立" }).click();
  await page.waitForURL(/item=/);
  await page.getByRole("heading", { name: title }).waitFor();
  return new URL(page.url()).searchParams.get("item");
}

/** Does something about the item that a page shows. */
export async function doesItem(page, button, fill = async () => {}) {
  await page.locator(".drawer-acts summary", { hasText: button }).click();
  const form = page.locator(".drawer-acts details[open] form");
  await fill(form);
  const again = page.waitForEvent("load");
  await form.locator("[type=submit]").click();
  await again;
}

/** Fills a form's text in. */
export const writes = (text) => (form) => form.locator("textarea").first().fill(text);

/** Records what a party at the table of a conference will do. */
export async function answers(page, party, text) {
  const row = page.locator(".conference tbody tr").filter({ hasText: party });
  await row.locator("summary").click();
  await row.getByLabel(/到会/).check();
  await row.locator("textarea").fill(text);
  const again = page.waitForEvent("load");
  await row.getByRole("button", { name: "记下答复" }).click();
  await again;
}

/** Takes a table without a problem in, from upload to the end. */
export async function takesIn(page, { table, name, content, rows }) {
  const reaches = (stage) => page.locator(`#import[data-stage=${stage}]:not([aria-busy])`).waitFor();
  await page.goto("/console/imports");
  await page.getByLabel("哪一张表").selectOption(table);
  const file = { name, mimeType: "text/csv", buffer: Buffer.from(content) };
  await page.locator("#upload-file").setInputFiles(file);
  await page.getByRole("button", { name: "上传并校验" }).click();
  await page.waitForURL("**/console/imports/*");
  await reaches("ready");
  await page.getByRole("button", { name: `导入 ${rows} 行` }).click();
  await page.locator("#ask").getByRole("button", { name: "确定" }).click();
  await reaches("applied");
}

/** Waits until a panel's text has something in it. */
export async function tells(page, panel, text, deadline) {
  const place = page.locator(panel);
  await until(`${panel} tells “${text}”`, async () => (await place.innerText()).includes(text), deadline);
}
