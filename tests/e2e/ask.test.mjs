// From a number on a panel down to where it arose.

import assert from "node:assert/strict";
import { test } from "node:test";

import { graveFindings } from "./support/axe.mjs";
import { COMMUNITY, DISTRICT, STREET, newMember } from "./support/facts.mjs";
import { says, useBrowser } from "./support/screens.mjs";
import { fillScenes } from "./support/work.mjs";

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

// Numbers of the panels that no metric counts: of one conference, of one employer, of units, of days.
const NO_METRIC = ".ring-label .num, .oval .num, .responses .num, .level.up2 .level-share";
const NUMBERS = ".num, .band-value, .share, .ratio-parts li, .level-share, .list-note, .theirs, .card-own, .onward";
const SCENES = [
  [DISTRICT, "overview", 70],
  [STREET, "overview", 60],
  [COMMUNITY, "overview", 60],
  [DISTRICT, "linkage", 60],
  [COMMUNITY, "linkage", 30],
  [DISTRICT, "life", 50],
  [STREET, "life", 50],
  [STREET, "co_building", 30],
];

for (const [unit, scene, least] of SCENES) {
  test(
    `each number on ${scene} of ${unit} leads to a page that has it`,
    run(async ({ server, screens }) => {
      await fillScenes(server);
      const page = await screens.live(`/units/${unit}?scene=${scene}`);
      const { silent, hidden, links } = await page.evaluate(numbers, [NUMBERS, NO_METRIC]);
      assert.deepEqual(silent, [], "numbers that cannot be asked");
      assert.equal(hidden, 0, "links that only some can reach");
      assert.ok(links.length >= least, `only ${links.length} links`);
      for (const link of links) assert.match(link.title, /.从何而来$/);
      assert.deepEqual(await page.evaluate(unfounded, links), []);
      assert.deepEqual(await page.evaluate(tooSmall), []);
    }),
  );
}

for (const [unit, scene] of SCENES) {
  test(
    `each number on ${scene} of ${unit} can be touched on a phone`,
    run(async ({ server, screens }) => {
      await fillScenes(server);
      const viewport = { width: 390, height: 844 };
      const page = await screens.live(`/units/${unit}?scene=${scene}`, { viewport });
      assert.deepEqual(await page.evaluate(tooSmall), []);
    }),
  );
}

test(
  "neither a wall nor a past day asks anything",
  run(async ({ server, screens }) => {
    const { days } = await (
      await fetch(`${server.url}/api/v1/units/${DISTRICT}/history?metric=member.total`)
    ).json();
    const page = await screens.window();
    for (const query of ["mode=wall", `replay=${days.at(-1).day}`]) {
      for (const scene of ["overview", "linkage", "life", "co_building"]) {
        await page.goto(`/units/${DISTRICT}?scene=${scene}&${query}`);
        assert.equal(await page.locator('a[href*="/numbers/"]').count(), 0, `${scene} ${query}`);
      }
    }
  }),
);

test(
  "a day that is not kept is told of, with those that are",
  run(async ({ screens }) => {
    const page = await screens.live(`/units/${DISTRICT}?scene=life&replay=2020-01-01`);
    const told = page.locator(".not-played");
    assert.match(await told.innerText(), /2020年1月1日没有留存，不能回放。\d{4}年.*可以回放/);
    assert.deepEqual(await graveFindings(page), []);
    await told.locator("a").click();
    await page.waitForURL(`**/units/${DISTRICT}?scene=life`);
    assert.equal(await told.count(), 0);
  }),
);

// The functions below run in the page.

/** What can be asked, which numbers cannot be, and how many links are hidden from who listens. */
function numbers([wanted, noMetric]) {
  const main = document.querySelector(".scene");
  const isSeen = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return element.checkVisibility({ visibilityProperty: true }) && width > 1 && height > 1;
  };
  const asks = (element) => element.closest("a.ask[href]") ?? element.querySelector("a.ask[href]");
  const silent = [...main.querySelectorAll(wanted)]
    .filter((element) => isSeen(element) && /\d/.test(element.textContent))
    .filter((element) => !element.matches(noMetric) && !asks(element))
    .map((element) => `${element.closest("section")?.className} ${element.className} ${element.textContent}`);
  const links = [...main.querySelectorAll("a.ask[href]")].filter(isSeen).map((link) => ({
    href: link.href,
    title: link.title,
    text: link.textContent,
    // A share of what the number's page counts.
    isShare: link.closest(".sectors .share, .age, .ratio-parts") !== null,
  }));
  const hidden = main.querySelectorAll("[aria-hidden=true] a[href]").length;
  return { silent, hidden, links };
}

/** The links whose page says another number. */
async function unfounded(links) {
  const pages = new Map();
  const open = async (href) => {
    if (!pages.has(href)) {
      const html = await (await fetch(href)).text();
      const { body } = new DOMParser().parseFromString(html, "text/html");
      const texts = [...body.querySelectorAll(".value strong, .sides dd, .row.up .share")];
      pages.set(
        href,
        texts.map((element) => element.textContent.replaceAll(/[^\d.<—]/g, "")),
      );
    }
    return pages.get(href);
  };
  const wrong = [];
  for (const { href, text, isShare } of links) {
    const said = await open(href);
    const shown = text === "无变化" ? "0" : text.replaceAll(/[^\d.<—]/g, "");
    const places = shown.split(".")[1]?.length ?? 0;
    const isSame = (one) => one === shown || Number(one).toFixed(places) === shown;
    const isFound = isShare ? said.length > 0 : said.some(isSame);
    if (!isFound) wrong.push(`${text} is not on ${href}: ${said.join(" ")}`);
  }
  return wrong;
}

/** The links that are less than 24 pixels high to touch; in a line of text each is as wide as it is. */
function tooSmall() {
  const small = [];
  for (const link of document.querySelectorAll(".scene a.ask[href]")) {
    link.scrollIntoView({ block: "center", inline: "center" });
    const { left, right, top, bottom, width } = link.getBoundingClientRect();
    if (width === 0) continue;
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    const missed = [-11, 0, 11].filter((dy) => {
      const there = document.elementFromPoint(x, y + dy);
      return there !== link && !link.contains(there);
    });
    if (missed.length > 0) {
      const panel = link.closest("section").className;
      small.push(`${panel} “${link.textContent}” at ${missed.join(" and at ")}`);
    }
  }
  return small;
}

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
