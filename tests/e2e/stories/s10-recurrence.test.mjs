// S10: a problem is closed, watched, and comes back: the recurrence is counted.

import { test } from "node:test";

import { chief, staff } from "../support/console.mjs";
import { useBrowser } from "../support/screens.mjs";
import { doesItem, number, opensItem, tells, wall, writes } from "../support/stories.mjs";

const run = useBrowser();
const HUANGPU = "310101";
const HUAIHAI = "310101022";

test(
  "S10: 淮海中路 closes a problem, watches it, and reopens it, and the district's wall counts the return",
  run(async ({ server, screens }) => {
    const world = { server, screens };
    const root = await chief(world);
    const street = await staff(world, root, { login: "huaihai", title: "淮海中路街道", unit: HUAIHAI });
    const count = (metric) => number(server, HUANGPU, "linkage", metric);
    const [recurred, watched] = [await count("item.recurred"), await count("item.watched")];
    const page = await wall(screens, HUANGPU, "linkage");
    await opensItem(street, {
      list: "problem",
      matter: "refuse",
      title: "后街垃圾堆放",
      place: HUAIHAI,
      owner: HUAIHAI,
    });
    await doesItem(street, "提交办理结果", writes("联合整治一次，清走 3 车"));
    await doesItem(street, "办结，转观察");
    await tells(page, ".problems", `回潮 ${recurred} · 观察 ${watched + 1}`);
    await doesItem(street, "再次出现", writes("夜间又有堆放"));
    await street.locator(".drawer .back", { hasText: "第 1 次回潮" }).waitFor();
    await tells(page, ".problems", `回潮 ${recurred + 1} · 观察 ${watched}`);
  }),
);
