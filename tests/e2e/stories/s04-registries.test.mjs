// S4: registries come in by file, follow the city's codes upwards, and end registering by hand.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { chief, staff } from "../support/console.mjs";
import { useBrowser } from "../support/screens.mjs";
import { CHANGNING, XINHUA_ROAD, XUJIAZHAI, follow, takesIn, wall } from "../support/stories.mjs";

const run = useBrowser();
const MEMBERS = `姓名,身份证号,手机号,所在支部,三大领域,性别,民族,最高学历,入党时间,最近联系时间
李建国,310104198503121235,13900001111,徐家宅居委会,居民区党建,男,汉族,大学本科,2009.07.01,2026年10月
王秀英,310104197108224520,13900002222,徐家宅居委会,居民区党建,女,回族,大专,1999.07.01,2026年11月
`;

test(
  "S4: an export of the member system comes in without names, counts on the district's wall, and goes up with standard codes",
  run(async ({ server, screens }) => {
    const world = { server, screens };
    const root = await chief(world);
    const account = { login: "xinhua", title: "街道党建办", role: "clerk", unit: XINHUA_ROAD };
    const clerk = await staff(world, root, account);
    const page = await wall(screens, CHANGNING, "overview");
    const members = await follow(server, page, {
      unit: CHANGNING,
      scene: "overview",
      metric: "member.total",
      place: ".headline.member .total",
    });
    await takesIn(clerk, { table: "member", name: "徐家宅党员.csv", content: MEMBERS, rows: 2 });
    await members.by(2);

    await clerk.goto(`/console/registries/member?unit=${XUJIAZHAI}`);
    const download = clerk.waitForEvent("download");
    await clerk.getByRole("link", { name: /CSV/ }).first().press("Enter");
    const text = await readFile(await (await download).path(), "utf8");
    for (const secret of ["李建国", "王秀英", "310104198503121235", "13900001111"]) {
      assert.ok(!text.includes(secret), `${secret} is in the file`);
    }
    // GB/T 3304 writes 回族 as 03 or 3 beside the word; GB/T 2261.1 writes 女性 as 2.
    assert.match(text, /回族/);
    assert.match(text, /女性/);
  }),
);
