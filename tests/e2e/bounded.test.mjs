// Whatever happens, a screen does not grow.

import assert from "node:assert/strict";
import { test } from "node:test";

import { COMMUNITY, DISTRICT, meeting, newMember } from "./support/facts.mjs";
import { says, useBrowser, written } from "./support/screens.mjs";

const run = useBrowser();
const FACTS = 400;
// A number that gets a digit more has an element more.
const TOLERANCE = 30;

test(
  "400 facts later the document is as large as before",
  run(async ({ server, screens }) => {
    const page = await screens.live(`/units/${DISTRICT}`);
    // From here on the list of events is full.
    for (let sent = 0; sent < 10; sent += 1) await server.send(meeting(COMMUNITY));
    const { metrics } = await server.snapshot(DISTRICT);
    const today = metrics["today.event"];
    await says(page, ".ticker-head .num", written(today));
    const before = await page.evaluate(countNodes);

    for (let sent = 0; sent < FACTS; sent += 2) {
      await server.send(meeting(COMMUNITY, sent % 52), newMember(COMMUNITY, `e2e-${sent}`));
      // Screens are sent four frames a second: at their pace there are many of them.
      if (sent % 40 === 0) await says(page, ".ticker-head .num", written(today + sent + 2));
    }
    await says(page, ".ticker-head .num", written(today + FACTS));
    const after = await page.evaluate(countNodes);
    assert.equal(after.events, before.events);
    assert.ok(
      Math.abs(after.nodes - before.nodes) <= TOLERANCE,
      `${before.nodes} nodes became ${after.nodes}`,
    );
  }),
);

function countNodes() {
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_ALL);
  let nodes = 0;
  while (walker.nextNode()) nodes += 1;
  return { nodes, events: document.querySelectorAll(".events li").length };
}
