// S7: the chain of responsibility: a task with owner level and due day, and the year's assessment with its working.

import assert from "node:assert/strict";
import { test } from "node:test";

import { chief, day, staff } from "../support/console.mjs";
import { useBrowser } from "../support/screens.mjs";
import { CHANGNING, XINHUA_ROAD, doesItem, follow, opensItem, wall, writes } from "../support/stories.mjs";

const run = useBrowser();

test(
  "S7: a task of the street is open on the district's wall until its opener agrees, and the assessment shows its working",
  run(async ({ server, screens }) => {
    const world = { server, screens };
    const root = await chief(world);
    const district = await staff(world, root, { login: "changning", title: "区委组织部", unit: CHANGNING });
    const street = await staff(world, root, { login: "xinhua", title: "街道党建办", unit: XINHUA_ROAD });
    const page = await wall(screens, CHANGNING, "linkage");
    const open = await follow(server, page, {
      unit: CHANGNING,
      scene: "linkage",
      metric: "item.task.open",
      place: ".tasks .list-open",
    });
    const id = await opensItem(district, {
      list: "task",
      matter: "organisation",
      title: "换届后班子培训",
      place: XINHUA_ROAD,
      owner: XINHUA_ROAD,
      due: day(20),
    });
    await open.by(1);
    await street.goto(`/console/lists?item=${id}`);
    await doesItem(street, "提交办理结果", writes("两期培训办完，118 人参加"));
    await district.goto(`/console/lists?item=${id}`);
    await doesItem(district, "同意办结");
    await open.by(0);

    await district.goto(`/console/assessment?unit=${CHANGNING}&show=${XINHUA_ROAD}`);
    const cells = await district.locator(".working tbody td:last-child b").allInnerTexts();
    const points = cells.map(Number).filter((point) => !Number.isNaN(point));
    const [sum] = await district.locator(".working tfoot td:last-child b").allInnerTexts();
    const added = points.reduce((all, point) => all + point, 0);
    assert.equal(added.toFixed(1), Number(sum).toFixed(1));
  }),
);
