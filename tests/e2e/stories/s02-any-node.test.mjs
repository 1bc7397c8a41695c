// S2: at any node the overall picture: one's own, and that of every level above, the same everywhere.

import assert from "node:assert/strict";
import { test } from "node:test";

import { act, chief, staff } from "../support/console.mjs";
import { isLive, says, useBrowser, written } from "../support/screens.mjs";
import { CHANGNING, XINHUA_ROAD, XUJIAZHAI, number, wall } from "../support/stories.mjs";

const run = useBrowser();
const TODAY = ".ticker-head .num";

test(
  "S2: what 徐家宅 enters is on the walls of every level, and the level above is one tap away",
  run(async ({ server, screens }) => {
    const root = await chief({ server, screens });
    const account = { login: "xujiazhai", title: "徐家宅党总支", role: "clerk", unit: XUJIAZHAI };
    const clerk = await staff({ server, screens }, root, account);
    const levels = [XUJIAZHAI, XINHUA_ROAD, CHANGNING, "31"];
    const walls = [];
    const before = [];
    for (const unit of levels) {
      walls.push(await wall(screens, unit, "overview"));
      before.push(await number(server, unit, "overview", "today.event"));
    }
    await act(clerk, XUJIAZHAI, {
      kind: "meeting.held",
      meeting: "branch_congress",
      organisation: "s02",
      expected: 52,
      attended: 47,
    });
    for (const [place, page] of walls.entries()) {
      await says(page, TODAY, written(before[place] + 1));
      await says(page, ".events li:first-child .event-what", "党员大会 应到 52 实到 47");
    }

    // A visitor at 徐家宅 goes up, level by level, and sees what those walls show.
    const visitor = await screens.live(`/units/${XUJIAZHAI}`);
    for (const [place, unit] of levels.entries()) {
      if (place > 0) {
        await visitor.locator(`.trail a[href^="/units/${unit}"]`).first().click();
        await visitor.waitForURL(`**/units/${unit}**`);
        await isLive(visitor);
      }
      assert.equal(await visitor.locator(TODAY).textContent(), written(before[place] + 1));
    }
  }),
);
