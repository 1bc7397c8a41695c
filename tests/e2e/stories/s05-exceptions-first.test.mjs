// S5: which branch has not carried out its care, which meeting was poorly attended, which activity drew employers.

import { test } from "node:test";

import { chief, day, staff } from "../support/console.mjs";
import { useBrowser } from "../support/screens.mjs";
import { CHANGNING, XINHUA_ROAD, XUJIAZHAI, follow, wall } from "../support/stories.mjs";

const run = useBrowser();
const BRANCH = {
  unit: XUJIAZHAI,
  kind: "registry.changed",
  key: "s05-branch",
  after: { registry: "organisation", level: "branch", sector: "community", category: "urban_community" },
};
const EMPLOYER = {
  unit: XINHUA_ROAD,
  kind: "registry.changed",
  key: "s05-employer",
  after: { registry: "employer", circle: "joint", shown_as: "新华医药" },
};

test(
  "S5: a poorly attended meeting, care that is late and an activity that drew an employer are on the district's walls",
  run(async ({ server, screens }) => {
    await server.send(BRANCH, EMPLOYER);
    const world = { server, screens };
    const root = await chief(world);
    const clerk = await staff(world, root, { login: "xujiazhai", title: "居民区党总支", unit: XUJIAZHAI });
    const street = await staff(world, root, { login: "xinhua", title: "街道党建办", unit: XINHUA_ROAD });
    const life = await wall(screens, CHANGNING, "life");
    const low = await follow(server, life, {
      unit: CHANGNING,
      scene: "life",
      metric: "branch.attendance.lt60",
      place: ".attendance .alert .num",
    });
    const late = await follow(server, life, {
      unit: CHANGNING,
      scene: "life",
      metric: "care.late",
      place: ".exceptions .exception-lists > li:nth-child(3) .alert .num",
    });

    await clerk.goto("/console/meetings");
    await clerk.getByLabel("党支部", { exact: true }).selectOption(BRANCH.key);
    await clerk.getByLabel("会议", { exact: true }).selectOption("branch_congress");
    await clerk.getByLabel("应到", { exact: true }).fill("50");
    await clerk.getByLabel("实到", { exact: true }).fill("29");
    await clerk.getByRole("button", { name: "记下", exact: true }).click();
    await low.by(1);

    // A plan of last week that an upstream system tells of, and that nobody has carried out.
    await server.send({
      at: new Date(Date.now() - 6 * 86_400_000).toISOString(),
      unit: XUJIAZHAI,
      kind: "care.planned",
      care_kind: "alone",
      people: 6,
      due: day(-2),
    });
    await late.by(1);
    await clerk.goto("/console/care");
    const line = clerk.locator(".care-list li", { hasText: "独居老人 6 人" });
    await line.getByLabel("实际覆盖").fill("6");
    await line.getByRole("button", { name: "记完成" }).click();
    await late.by(0);

    const together = await wall(screens, CHANGNING, "co_building");
    const attended = await follow(server, together, {
      unit: CHANGNING,
      scene: "co_building",
      metric: "activity.attended",
      place: ".activities .stages li:nth-child(3) .num",
    });
    await street.goto("/console/cobuilding");
    await street.getByText("记一次活动").click();
    const form = street.locator("#activity");
    await form.getByLabel("活动", { exact: true }).fill("健康进楼宇义诊");
    await form.getByLabel(/新华医药 .*到场/).check();
    await form.getByRole("button", { name: "记下活动" }).click();
    await attended.by(1);
  }),
);
