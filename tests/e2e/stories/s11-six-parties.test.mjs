// S11: blocks and grids, and six parties at one table over a nuisance of years.

import { test } from "node:test";

import { chief, staff } from "../support/console.mjs";
import { useBrowser } from "../support/screens.mjs";
import { ROUND_MS, answers, doesItem, opensItem, shown, tells, wall } from "../support/stories.mjs";
import { until } from "../support/until.mjs";

const run = useBrowser();
const HONGKOU = "310109";
const OUYANG = "310109009";
const COMMUNITY = "310109009002";
const SIX = ["居委", "物业", "城管", "民警", "房办", "房产中介"];

test(
  "S11: 欧阳路 calls six parties over a problem of a grid, each answers, and the district's wall shows the table",
  run(async ({ server, screens }) => {
    const world = { server, screens };
    const root = await chief(world);
    const street = await staff(world, root, { login: "ouyang", title: "欧阳路街道", unit: OUYANG });
    const page = await wall(screens, HONGKOU, "linkage");
    await opensItem(street, {
      list: "problem",
      matter: "street_vending",
      title: "路口夜间设摊，前后六年",
      place: COMMUNITY,
      owner: OUYANG,
    });
    await doesItem(street, "召集联席会议", async (form) => {
      for (const box of await form.locator('input[name="parties[]"]').all()) await box.uncheck();
      for (const name of SIX) await form.getByLabel(name).check();
    });
    for (const party of SIX) await answers(street, party, "按职责每周巡查两次");
    await until("the display has the table", async () => {
      const { extras } = await shown(server, HONGKOU, "linkage");
      const held = extras.conferences.find(({ seats }) => seats.length === SIX.length);
      return held?.matter === "street_vending" && held.seats.every(({ attended }) => attended);
    });
    await tells(page, ".conference", "占道设摊", ROUND_MS);
    await tells(page, ".conference", "6/6", ROUND_MS);
    await tells(page, ".conference", "议定 6 项", ROUND_MS);
  }),
);
