// S8: one heart, three circles: employers around a street, and a joint meeting that solves the traffic at a school.

import { test } from "node:test";

import { chief, staff } from "../support/console.mjs";
import { useBrowser } from "../support/screens.mjs";
import { answers, creditCode, doesItem, follow, opensItem, takesIn, wall, writes } from "../support/stories.mjs";

const run = useBrowser();
const PUDONG = "310115";
const YANGJING = "310115013";
const CIRCLES = [
  ["core", "核心圈", 2],
  ["joint", "联席圈", 3],
  ["linkage", "联动圈", 1],
];
const EMPLOYERS = `统一社会信用代码,所属单位,所在圈层
${CIRCLES.flatMap(([, word, count], circle) =>
  Array.from({ length: count }, (_, place) => `${creditCode(circle * 10 + place)},洋泾街道,${word}`),
).join("\n")}
`;

test(
  "S8: 洋泾 places employers in circles, calls them over the school's gate, and the district's walls follow",
  run(async ({ server, screens }) => {
    const world = { server, screens };
    const root = await chief(world);
    const street = await staff(world, root, { login: "yangjing", title: "洋泾街道党工委", unit: YANGJING });
    const together = await wall(screens, PUDONG, "co_building");
    const circles = [];
    for (const [place, [key, , more]] of CIRCLES.entries()) {
      const metric = `employer.circle.${key}`;
      const found = `.circles .rings > li:nth-child(${place + 2}) .ring-text .part-of span .num`;
      const row = { unit: PUDONG, scene: "co_building", metric, place: found };
      circles.push([await follow(server, together, row), more]);
    }
    await takesIn(street, { table: "employer", name: "单位.csv", content: EMPLOYERS, rows: 6 });
    for (const [circle, more] of circles) await circle.by(more);

    const linkage = await wall(screens, PUDONG, "linkage");
    const problems = await follow(server, linkage, {
      unit: PUDONG,
      scene: "linkage",
      metric: "item.problem.open",
      place: ".problems .list-open",
    });
    await opensItem(street, {
      list: "problem",
      matter: "school_gate",
      title: "放学时校门口拥堵",
      place: YANGJING,
      owner: YANGJING,
    });
    await problems.by(1);
    await doesItem(street, "召集联席会议", async (form) => {
      for (const name of ["民警", "学校", "驻区单位"]) await form.getByLabel(name).check();
      for (const name of ["居委", "物业", "业委会", "城管", "房办", "房产中介", "网格化"]) {
        const box = form.getByLabel(name);
        if ((await box.count()) > 0) await box.uncheck();
      }
    });
    await answers(street, "驻区单位", "放学时段让出停车场 40 个车位");
    await street.getByRole("button", { name: "驻区单位已落实" }).click();
    await street.waitForEvent("load");
    await doesItem(street, "提交办理结果", writes("接送车辆分流，拥堵消除"));
    await doesItem(street, "办结，转观察");
    await problems.by(0);
  }),
);
