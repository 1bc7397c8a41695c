// From a number on a panel down to where it arose.

import assert from "node:assert/strict";
import { test } from "node:test";

import { graveFindings } from "./support/axe.mjs";
import { COMMUNITY, DISTRICT, STREET, newMember } from "./support/facts.mjs";
import { says, useBrowser } from "./support/screens.mjs";

const run = useBrowser();

const number = (text) => Number(text.replaceAll(",", ""));

/** What the page says that the number is, and that its parts come to. */
async function read(page) {
  const whole = number(await page.locator(".value strong").innerText());
  const parts = await page.locator(".parts .row > strong").allInnerTexts();
  const sum = parts.map(number).reduce((sum, part) => sum + part, 0);
  return { whole, sum, parts: parts.length };
}

test(
  "a tap on a panel's number leads down to a community, and the sum is right at every level",
  run(async ({ screens }) => {
    const page = await screens.live(`/units/${DISTRICT}`);
    const shown = number(await page.locator(".member .total .num").innerText());
    await page.locator(".member .total a").click();
    await page.waitForURL(`**/units/${DISTRICT}/numbers/member.total`);
    for (const below of [STREET, COMMUNITY]) {
      const { whole, sum, parts } = await read(page);
      assert.ok(parts > 1);
      assert.equal(sum, whole);
      if (below === STREET) assert.equal(whole, shown);
      const written = await page.locator(".sum.checked strong").first().innerText();
      assert.equal(number(written), whole);
      await page.locator(`.parts a[href*="/units/${below}/"]`).click();
      await page.waitForURL(`**/units/${below}/numbers/member.total`);
    }
    assert.match(await page.locator(".trail [aria-current]").innerText(), /居委会|社区|居民/);
    await page.locator(".row.up").click();
    await page.waitForURL(`**/units/${STREET}/numbers/member.total`);
    await page.locator(".number-ways .main").click();
    await page.waitForURL(`**/units/${STREET}`);
  }),
);

test(
  "the page of a number follows the number",
  run(async ({ server, screens }) => {
    const page = await screens.window();
    await page.goto(`/units/${COMMUNITY}/numbers/member.total`);
    const before = number(await page.locator(".value strong").innerText());
    await server.send(newMember(COMMUNITY, "e2e-ask"));
    await says(page, ".value strong", (before + 1).toLocaleString("en-US"));
  }),
);

test(
  "a rate shows both of its counts, and both add up",
  run(async ({ screens }) => {
    const page = await screens.window();
    await page.goto(`/units/${DISTRICT}/numbers/attendance`);
    const [attended, expected] = (await page.locator(".sides dd").allInnerTexts()).map(number);
    const rate = Number(await page.locator(".value strong").innerText());
    assert.ok(Math.abs(rate - (attended / expected) * 100) < 0.06);
    const sums = (await page.locator(".sum.checked strong").allInnerTexts()).map(number);
    assert.deepEqual(sums, [attended, expected]);
  }),
);

test(
  "a sensitive number claims no sum",
  run(async ({ screens }) => {
    const page = await screens.window();
    await page.goto(`/units/${DISTRICT}/numbers/member.status.out_of_contact`);
    assert.equal(await page.locator(".sum.checked").count(), 0);
    assert.match(await page.locator(".sum").innerText(), /不等于合计/);
  }),
);

for (const viewport of [
  { width: 1080, height: 1920 },
  { width: 1366, height: 768 },
  { width: 390, height: 844 },
]) {
  test(
    `the page of a number is sound at ${viewport.width} pixels`,
    run(async ({ screens }) => {
      const page = await screens.window({ viewport });
      await page.goto(`/units/${DISTRICT}/numbers/attendance`);
      assert.deepEqual(await graveFindings(page), []);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= viewport.width, `${wide} pixels wide`);
    }),
  );
}
