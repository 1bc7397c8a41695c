// Who asked for reduced motion sees none; nobody sees numbers that never come to rest.

import assert from "node:assert/strict";
import { test } from "node:test";

import { COMMUNITY, STREET, meeting, newMember } from "./support/facts.mjs";
import { says, useBrowser, written } from "./support/screens.mjs";
import { until } from "./support/until.mjs";

const run = useBrowser();

/** How many animations ran at most in any frame while facts arrived. */
async function mostAnimations({ server, screens }, reducedMotion) {
  const page = await screens.live(`/units/${STREET}`, { reducedMotion });
  await page.evaluate(() => {
    globalThis.most = 0;
    const look = () => {
      globalThis.most = Math.max(globalThis.most, document.getAnimations().length);
      requestAnimationFrame(look);
    };
    look();
  });
  const { metrics } = await server.snapshot(STREET);
  await server.send(meeting(COMMUNITY), newMember(COMMUNITY, "e2e-1"));
  await says(page, ".member .total", written(metrics["member.total"] + 1));
  await page.evaluate(
    () => new Promise((resume) => requestAnimationFrame(() => requestAnimationFrame(resume))),
  );
  return page.evaluate(() => globalThis.most);
}

test(
  "with reduced motion nothing is animated",
  run(async (world) => {
    assert.equal(await mostAnimations(world, "reduce"), 0);
  }),
);

test(
  "without it changes are seen to happen",
  run(async (world) => {
    assert.ok((await mostAnimations(world, "no-preference")) > 0);
  }),
);

test(
  "numbers that change all the time do so without moving, until they come to rest",
  run(async ({ server, screens }) => {
    const page = await screens.live(`/units/${STREET}?mode=wall`);
    const isBusy = () => page.evaluate(() => document.querySelector(".scene").hasAttribute("data-streams"));
    let sent = 0;
    await until("a stream", async () => {
      sent += 1;
      await server.send(newMember(COMMUNITY, `stream-${sent}`));
      return isBusy();
    });
    const moving = await page.evaluate(() =>
      document.getAnimations().filter(({ effect }) => effect.target.matches(".num span, .scene i")).length,
    );
    assert.equal(moving, 0);
    await until("rest", async () => !(await isBusy()));
  }),
);

test(
  "the place of what is told is marked for a moment, and what is told stays to be read",
  run(async ({ server, screens }) => {
    const page = await screens.live(`/units/${STREET}?mode=wall`);
    const marked = page.locator(".tile.told");
    assert.equal(await marked.count(), 0, "what was there when the page opened is no news");
    const told = () => page.locator(".events li:first-child").innerText();
    await until("an event is told", async () => {
      await server.send(meeting(COMMUNITY));
      return (await marked.count()) === 1;
    });
    const words = await told();
    // More than a list of events holds.
    for (let more = 0; more < 12; more += 1) await server.send(newMember(COMMUNITY, `crowd-${more}`));
    const { metrics } = await server.snapshot(STREET);
    await says(page, ".member .total", written(metrics["member.total"]));
    assert.equal(await told(), words);
    await marked.waitFor({ state: "detached" });
  }),
);

test(
  "who asked for reduced motion finds standing still what turns by itself",
  run(async ({ screens }) => {
    const page = await screens.live(`/units/${STREET}`, { reducedMotion: "reduce" });
    await page.getByRole("button", { name: "继续轮播" }).waitFor();
    const other = await screens.live(`/units/${STREET}`);
    await other.getByRole("button", { name: "暂停轮播" }).waitFor();
    const wall = await screens.live(`/units/${STREET}?mode=wall`, { reducedMotion: "reduce" });
    assert.equal(await wall.locator(".hold").count(), 0);
  }),
);
