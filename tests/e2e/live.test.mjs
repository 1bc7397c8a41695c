// A fact enters, and every screen at every level shows it.

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  CITY,
  COMMUNITY,
  DISTRICT,
  LEVELS,
  STREET,
  meeting,
  newMember,
  rename,
} from "./support/facts.mjs";
import { isLive, says, useBrowser, written } from "./support/screens.mjs";
import { until } from "./support/until.mjs";

const run = useBrowser();
const TODAY = ".ticker-head .num";
const MEMBERS = ".member .total";

async function openLevels(screens, query = "") {
  const pages = [];
  for (const unit of LEVELS) pages.push(await screens.live(`/units/${unit}${query}`));
  return pages;
}

test(
  "a meeting is counted and told on all four levels",
  run(async ({ server, screens }) => {
    const pages = await openLevels(screens);
    const before = await Promise.all(LEVELS.map((unit) => server.snapshot(unit)));
    await server.send(meeting(COMMUNITY));
    for (const [level, page] of pages.entries()) {
      await says(page, TODAY, written(before[level].metrics["today.event"] + 1));
      await says(page, ".events li:first-child .event-what", "党员大会 应到 52 实到 47");
    }
    const [name] = before.slice(-1).map(({ unit }) => unit.name);
    const [city] = pages;
    assert.match(await city.locator(".events li:first-child strong").innerText(), new RegExp(name));
  }),
);

test(
  "a new member is one more everywhere, and each level's tile says what the unit itself says",
  run(async ({ server, screens }) => {
    const pages = await openLevels(screens, "?map=members");
    const before = await Promise.all(LEVELS.map((unit) => server.snapshot(unit)));
    await server.send(newMember(COMMUNITY, "e2e-1"));
    const expected = before.map(({ metrics }) => written(metrics["member.total"] + 1));
    for (const [level, page] of pages.entries()) await says(page, MEMBERS, expected[level]);
    for (const [level, page] of pages.slice(0, -1).entries()) {
      const tile = page.locator(`.tile:has(a[href*="/units/${LEVELS[level + 1]}?"]) .num`);
      assert.equal(await tile.textContent(), expected[level + 1]);
    }
  }),
);

test(
  "only the digits that differ move, and the others stay the same elements",
  run(async ({ server, screens }) => {
    const page = await screens.live(`/units/${DISTRICT}`);
    await page.evaluate((selector) => {
      const digits = [...document.querySelectorAll(`${selector} .num > *`)];
      globalThis.digits = digits;
      globalThis.moved = [];
      document.addEventListener("animationstart", ({ target, animationName }) => {
        const place = digits.indexOf(target);
        if (place >= 0) globalThis.moved.push([place, animationName]);
      });
    }, MEMBERS);
    const { metrics } = await server.snapshot(DISTRICT);
    const [before, after] = [0, 1].map((more) => written(metrics["member.total"] + more));
    await server.send(newMember(COMMUNITY, "e2e-1"));
    await says(page, MEMBERS, after);
    const differing = [...after].flatMap((digit, place) => (digit === before[place] ? [] : [place]));
    assert.ok(differing.length < after.length, "the number is one that changes in part");
    const moved = await until("a digit moves", () =>
      page.evaluate(() => (globalThis.moved.length > 0 ? globalThis.moved : undefined)),
    );
    assert.deepEqual(
      moved.map(([place]) => place),
      differing,
    );
    const isSame = await page.evaluate((selector) => {
      const digits = document.querySelectorAll(`${selector} .num > *`);
      return [...digits].map((digit, place) => digit === globalThis.digits[place]);
    }, MEMBERS);
    for (const [place, same] of isSame.entries()) {
      assert.ok(same || differing.includes(place), `digit ${place} is another element`);
    }
  }),
);

test(
  "a screen tells the server what it has painted",
  run(async ({ server, screens }) => {
    const page = await screens.window();
    const painted = [];
    page.on("websocket", (socket) => {
      socket.on("framesent", ({ payload }) => painted.push(readPainted(payload)));
    });
    await page.goto(`/units/${STREET}`);
    await isLive(page);
    const seq = await server.send(meeting(COMMUNITY));
    await until(`${seq} is painted`, () => painted.includes(seq));
  }),
);

test(
  "a unit's new name comes to open screens by itself",
  run(async ({ server, screens }) => {
    const [unit, street, city] = [
      await screens.live(`/units/${COMMUNITY}`),
      await screens.live(`/units/${STREET}`),
      await screens.live(`/units/${CITY}`),
    ];
    for (const page of [unit, street, city]) await page.evaluate(() => (globalThis.stays = true));
    await server.send(rename(COMMUNITY, "漕溪新村居民委员会"));
    await says(unit, "h1", "漕溪新村居民委员会党建总览");
    await says(unit, ".trail [aria-current]", "漕溪新村居民委员会");
    assert.equal(await unit.title(), "漕溪新村居民委员会党建总览 · 联动");
    const tile = street.locator(`.tile:has(a[href="/units/${COMMUNITY}"]) .tile-name`);
    await until("the tile has the new name", async () => (await tile.textContent()) === "漕溪新村");
    await says(city, ".events li:first-child .event-what", "更名 原名 漕溪四村居委会");
    for (const page of [unit, street, city]) {
      assert.equal(await page.evaluate(() => globalThis.stays), true, "it was loaded anew");
    }
  }),
);

/** The number in a `painted` message: variant 1 of postcard, then a varint. Nothing for other messages. */
function readPainted(payload) {
  const [variant, ...bytes] = Buffer.from(payload);
  if (variant !== 1) return undefined;
  return bytes.reduce((seq, byte, place) => seq + (byte & 0x7f) * 2 ** (7 * place), 0);
}
