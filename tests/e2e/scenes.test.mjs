// Organisation life and co-building, live: what happens is on the wall, as a number and as what is drawn of it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { COMMUNITY, DISTRICT } from "./support/facts.mjs";
import { says, useBrowser, written } from "./support/screens.mjs";
import { activity, held, newBranch, newEmployer } from "./support/work.mjs";

const run = useBrowser();
const FOUR = ["branch_congress", "branch_committee", "group_meeting", "lecture"];
const CIRCLES = ["core", "joint", "linkage"];

test(
  "a meeting moves the share of what was held two levels up",
  run(async ({ server, screens }) => {
    await server.send(newBranch(COMMUNITY, "e2e-branch"));
    const page = await screens.live(`/units/${DISTRICT}?scene=life&mode=wall`);
    for (const meeting of FOUR) {
      await server.send(held(COMMUNITY, "e2e-branch", meeting));
      const { metrics } = await server.snapshot(DISTRICT);
      const branches = metrics["organisation.branch"];
      const kinds = FOUR.map((kind) => metrics[`branch.held.${kind}`]);
      const share = (100 * kinds.reduce((sum, kind) => sum + kind)) / (4 * branches);
      await says(page, ".meetings .total .num", share.toFixed(1));
      await says(page, ".meetings .against li", `已开 ${written(kinds.reduce((sum, kind) => sum + kind))}`);
    }
  }),
);

test(
  "what is not as it should be is told with the place where it is",
  run(async ({ server, screens }) => {
    const page = await screens.live(`/units/${DISTRICT}?scene=life&mode=wall`);
    await server.send(newBranch(COMMUNITY, "e2e-branch"));
    await server.send(held(COMMUNITY, "e2e-branch", "branch_congress", [20, 3]));
    const { metrics } = await server.snapshot(DISTRICT);
    const few = ".exception-lists > li:nth-child(2)";
    await says(page, `${few} .alert .num`, written(metrics["branch.attendance.lt60"]));
    const street = page.locator(`${few} ol`).getByText("漕河泾", { exact: true });
    await street.waitFor({ state: "attached" });
  }),
);

test(
  "there is a dot for each employer in a circle, filled once it took part",
  run(async ({ server, screens }) => {
    const rows = CIRCLES.flatMap((circle) =>
      [1, 2, 3].map((place) => newEmployer(COMMUNITY, `e2e-${circle}-${place}`, circle)),
    );
    await server.send(...rows);
    const page = await screens.live(`/units/${COMMUNITY}?scene=co_building&mode=wall`);
    const agree = async () => {
      const { metrics } = await server.snapshot(COMMUNITY);
      for (const circle of CIRCLES) {
        const active = metrics[`employer.active.${circle}`];
        await says(page, `.circle.${circle} .ring-text .part-of .num`, written(active));
        const dots = page.locator(`.circle.${circle} .dots i`);
        assert.equal(await dots.count(), metrics[`employer.circle.${circle}`]);
        assert.equal(await page.locator(`.circle.${circle} .dots i.on`).count(), active);
      }
    };
    await agree();
    const keys = rows.map(({ key }) => key);
    await server.send(activity(COMMUNITY, keys, (place) => place % 3 > 0));
    await agree();
    await server.send(activity(COMMUNITY, keys));
    await agree();
  }),
);
