// S6: members out of contact surface, as aggregate exceptions and never as a name or a small number.

import assert from "node:assert/strict";
import { test } from "node:test";

import { chief, staff } from "../support/console.mjs";
import { useBrowser } from "../support/screens.mjs";
import { CHANGNING, XINHUA_ROAD, XUJIAZHAI, idNumber, shown, takesIn, tells, wall } from "../support/stories.mjs";

const run = useBrowser();
const ROWS = Array.from({ length: 3 }, (_, place) => `${idNumber(place)},徐家宅居委会,居民区党建,女,失联`);
const MEMBERS = `身份证号,所在支部,三大领域,性别,党员状态\n${ROWS.join("\n")}\n`;
const LOST = "member.status.out_of_contact";

test(
  "S6: three members of 徐家宅 out of contact show as <5 there and rounded above, and exactly to its own staff",
  run(async ({ server, screens }) => {
    const world = { server, screens };
    const root = await chief(world);
    const account = { login: "xinhua", title: "街道党建办", unit: XINHUA_ROAD };
    const street = await staff(world, root, account);
    const before = await shown(server, XUJIAZHAI, "life");
    assert.deepEqual(before.metrics[LOST], 0, "nobody is out of contact at first");
    const community = await wall(screens, XUJIAZHAI, "life");
    const district = await wall(screens, CHANGNING, "life");
    await takesIn(street, { table: "member", name: "状态.csv", content: MEMBERS, rows: 3 });
    await tells(community, ".contact", "<5");
    const { metrics } = await shown(server, CHANGNING, "life");
    const published = metrics[LOST];
    assert.ok(published.lt === 5 || published % 5 === 0, JSON.stringify(published));
    await tells(district, ".contact", published.lt ? "<5" : String(published));

    const secretary = await staff(world, root, { login: "xujiazhai", title: "居民区书记", unit: XUJIAZHAI });
    await secretary.goto("/console");
    await secretary.locator(".figures div", { hasText: "失联党员" }).getByText("3", { exact: true }).waitFor();
  }),
);
