// S12: a conference body per unit with its parties; nothing closes while a promise is open.

import assert from "node:assert/strict";
import { test } from "node:test";

import { chief, staff } from "../support/console.mjs";
import { useBrowser } from "../support/screens.mjs";
import { CHANGNING, ROUND_MS, XINHUA_ROAD, answers, doesItem, follow, opensItem, tells, wall, writes } from "../support/stories.mjs";

const run = useBrowser();
const BODY = ["民警", "业委会", "物业"];

test(
  "S12: 新华路 names its standing parties, they are called by default, and the item closes once they have done it",
  run(async ({ server, screens }) => {
    const world = { server, screens };
    const root = await chief(world);
    const street = await staff(world, root, { login: "xinhua", title: "街道党工委", unit: XINHUA_ROAD });
    await street.goto("/console/lists");
    await street.getByText("联席会议默认邀请的各方").click();
    const form = street.locator("form", { has: street.getByText("邀请各方") });
    for (const box of await form.locator('input[name="parties[]"]').all()) await box.uncheck();
    for (const name of BODY) await form.getByLabel(name).check();
    const saved = street.waitForEvent("load");
    await form.getByRole("button", { name: "保存" }).click();
    await saved;

    const page = await wall(screens, CHANGNING, "linkage");
    const problems = await follow(server, page, {
      unit: CHANGNING,
      scene: "linkage",
      metric: "item.problem.open",
      place: ".problems .list-open",
    });
    await opensItem(street, {
      list: "problem",
      matter: "parking",
      title: "夜间停车占用通道",
      place: XINHUA_ROAD,
      owner: XINHUA_ROAD,
    });
    await problems.by(1);
    await doesItem(street, "召集联席会议");
    assert.equal(await street.locator(".conference tbody tr").count(), BODY.length);
    await tells(page, ".conference", "停车治理", ROUND_MS);

    await answers(street, "物业", "划出 12 个夜间车位");
    const resolve = street.getByText("提交办理结果", { exact: true });
    assert.equal(await resolve.getAttribute("aria-disabled"), "true");
    const done = street.waitForEvent("load");
    await street.getByRole("button", { name: "物业已落实" }).click();
    await done;
    await doesItem(street, "提交办理结果", writes("车位划好，通道畅通"));
    await doesItem(street, "办结，转观察");
    await problems.by(0);
  }),
);
