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
