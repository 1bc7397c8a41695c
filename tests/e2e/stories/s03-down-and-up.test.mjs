// S3: deployments go down level by level, work logs come up level by level.

import { test } from "node:test";

import { PHONE, chief, staff } from "../support/console.mjs";
import { useBrowser } from "../support/screens.mjs";
import {
  CHANGNING,
  XINHUA_ROAD,
  XUJIAZHAI,
  follow,
  passesLog,
  presses,
  publishes,
  sends,
  wall,
  writesLog,
} from "../support/stories.mjs";

const run = useBrowser();

test(
  "S3: a district's deployment is carried out by 徐家宅, whose log is passed by street and district",
  run(async ({ server, screens }) => {
    const world = { server, screens };
    const root = await chief(world);
    const district = await staff(world, root, { login: "changning", title: "区委组织部", unit: CHANGNING });
    const street = await staff(world, root, { login: "xinhua", title: "街道党建办", unit: XINHUA_ROAD });
    const secretary = await staff(world, root, { login: "xujiazhai", title: "居民区书记", unit: XUJIAZHAI, viewport: PHONE });
    const page = await wall(screens, CHANGNING, "linkage");
    const number = (metric, place) => follow(server, page, { unit: CHANGNING, scene: "linkage", metric, place });
    const issued = await number("deployment.issued", ".loom-bar .fall .num");
    const finished = await number("log.finished_today", ".loom-bar .rise .num");
    const received = await number("deployment.street.received", ".rail > .rail-level + .stage.fall .num");
    const done = await number("deployment.community.done", ".rail > .rail-level ~ .rail-level + .stage.fall .num");

    const id = await publishes(district, CHANGNING, "冬季安全排查", [XINHUA_ROAD, XUJIAZHAI]);
    await issued.by(1);
    await street.goto(`/console/deployments/${id}`);
    await presses(street, "接收");
    await received.by(1);
    await sends(street, "转发下级", "转发", "本周内完成");
    await secretary.goto(`/console/deployments/${id}`);
    await presses(secretary, "接收");
    await sends(secretary, "办结", "办结", "排查 86 户，隐患 2 处已消除");
    await done.by(1);

    await writesLog(secretary, "上午和物业走访 6 号楼，清走楼道堆物 2 处，周五复查。");
    await passesLog(street, "和物业走访 6 号楼", /通过，上报/);
    await passesLog(district, "和物业走访 6 号楼", /通过，审结/);
    await finished.by(1);
  }),
);
