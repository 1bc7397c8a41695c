// Who asked for reduced motion sees none.

import assert from "node:assert/strict";
import { test } from "node:test";

import { COMMUNITY, STREET, meeting, newMember } from "./support/facts.mjs";
import { says, useBrowser, written } from "./support/screens.mjs";

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
