// S9: areas between street and communities, and a need for handrails that a partner's resource meets.

import { test } from "node:test";

import { act, chief, day, freeCategory, staff } from "../support/console.mjs";
import { says, useBrowser, written } from "../support/screens.mjs";
import { follow, number, wall } from "../support/stories.mjs";

const run = useBrowser();
const YANGPU = "310110";
const YANJI = "310110015";
const COMMUNITIES = ["310110015001", "310110015003"];
const AREA = "310110015-a1";

test(
  "S9: 延吉 makes an area of communities, a need for handrails is met, and the district's wall counts the project",
  run(async ({ server, screens }) => {
    const world = { server, screens };
    const root = await chief(world);
    const street = await staff(world, root, { login: "yanji", title: "延吉新村街道", unit: YANJI });
    const members = await number(server, YANJI, "overview", "member.total");
    await street.goto(`/console/units?unit=${YANJI}`);
    await street.getByText("添加下级").click();
    const form = street.locator("details.add form");
    await form.getByLabel("级别").selectOption("area");
    await form.getByLabel("代码").fill(AREA);
    await form.locator("[name=name]").fill("延吉第一片区");
    const added = street.waitForEvent("load");
    await form.getByRole("button", { name: "添加" }).click();
    await added;
    for (const community of COMMUNITIES) {
      await street.goto(`/console/units?unit=${community}`);
      await street.getByLabel("上级单位代码").fill(AREA);
      const moved = street.waitForEvent("load");
      await street.getByRole("button", { name: "移动" }).click();
      await moved;
    }
    // What moved within the street leaves the street's numbers as they were.
    await says(await wall(screens, YANJI, "overview"), ".headline.member .total", written(members));

    const page = await wall(screens, YANGPU, "co_building");
    const confirmed = await follow(server, page, {
      unit: YANGPU,
      scene: "co_building",
      metric: "project.confirmed",
      place: ".projects .stages li:nth-child(4) .num",
    });
    const [home] = COMMUNITIES;
    const community = await staff(world, root, { login: "dunhua", title: "敦化路居民区", unit: home });
    const category = await freeCategory(community, home);
    await act(community, home, {
      kind: "need.raised",
      category,
      title: "楼道加装扶手 12 处",
      due: day(30),
    });
    await street.goto("/console/cobuilding");
    await street.getByText("登记资源").click();
    await street.locator("#offer-title").fill("共建单位出资加装扶手");
    await street.locator("#offer-category").selectOption(category);
    await street.locator("#offer-until").fill(day(60));
    const offered = street.waitForEvent("load");
    await street.getByRole("button", { name: "登记", exact: true }).click();
    await offered;
    // Of the whole street, the demonstration's needs may come before this one.
    await street.goto(`/console/cobuilding?unit=${home}`);
    const suggestion = street.locator(".suggestions > li", { hasText: "楼道加装扶手 12 处" });
    await suggestion.getByRole("button", { name: "立项" }).first().click();
    const project = (page) => page.locator(".projects > li", { hasText: "楼道加装扶手 12 处" });
    await project(street).getByRole("button", { name: /双方同意/ }).click();
    await project(street).getByRole("button", { name: "已办结" }).click();
    await project(street).locator('[data-mark="done"]').nth(2).waitFor();
    await community.goto("/console/cobuilding");
    await project(community).getByLabel("评分").selectOption("5");
    await project(community).getByRole("button", { name: "确认并评分" }).click();
    await confirmed.by(1);
  }),
);
