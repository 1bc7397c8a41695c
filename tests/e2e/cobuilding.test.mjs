// Co-building: from a resource and a need to a confirmed project, and an activity with its answers.

import assert from "node:assert/strict";
import { test } from "node:test";

import { graveFindings } from "./support/axe.mjs";
import { act, chief, day, staff } from "./support/console.mjs";
import { COMMUNITY, STREET } from "./support/facts.mjs";
import { useBrowser } from "./support/screens.mjs";

const run = useBrowser();

test(
  "what a street offers and a community needs is brought together, carried out and confirmed",
  run(async (test) => {
    const page = await chief(test);
    const street = await staff(test, page, { login: "street", title: "街道党建办", unit: STREET });
    const community = await staff(test, page, { login: "home", title: "居民区", unit: COMMUNITY });
    await act(community, COMMUNITY, {
      kind: "need.raised",
      category: "legal",
      title: "业委会换届要律师讲一课",
      due: day(20),
    });
    await street.goto("/console/cobuilding");
    await street.getByText("登记资源").click();
    await street.locator("#offer-title").fill("律师义务咨询半天");
    await street.locator("#offer-category").selectOption("legal");
    await street.locator("#offer-until").fill(day(40));
    // The street has other resources for the same need: only the page after this one has the new one.
    const registered = street.waitForEvent("load");
    await street.getByRole("button", { name: "登记", exact: true }).click();
    await registered;
    const suggestion = street.locator(".suggestions > li", { hasText: "业委会换届要律师讲一课" });
    assert.match(await suggestion.innerText(), /类别相同：法律咨询[\s\S]*及其下级[\s\S]*可用到/);
    assert.deepEqual(await graveFindings(street), []);
    await suggestion.getByRole("button", { name: "立项" }).click();
    const project = (page) => page.locator(".projects > li", { hasText: "业委会换届要律师讲一课" });
    await project(street).getByRole("button", { name: /双方同意/ }).click();
    await project(street).getByRole("button", { name: "已办结" }).click();
    await project(street).locator('[data-mark="done"]').nth(2).waitFor();

    await community.goto("/console");
    await community.locator(".task-list").getByRole("link", { name: /评价/ }).click();
    await project(community).getByLabel("评分").selectOption("5");
    await project(community).getByRole("button", { name: "确认并评分" }).click();
    await project(community).getByText(/评分 5 \/ 5/).waitFor();
  }),
);

test(
  "an activity is entered with who was invited, answered and came",
  run(async (test) => {
    const employer = (key, circle) => ({
      unit: STREET,
      kind: "registry.changed",
      key,
      after: { registry: "employer", circle, shown_as: `单位${key}` },
    });
    await test.server.send(employer("e2e-1", "core"), employer("e2e-2", "joint"));
    const page = await chief(test);
    const street = await staff(test, page, { login: "street", title: "街道党建办", unit: STREET });
    await street.goto("/console/cobuilding");
    await street.getByText("记一次活动").click();
    const form = street.locator("#activity");
    await form.getByLabel("活动", { exact: true }).fill("社区义诊");
    // Whoever came has answered, and was invited.
    await form.getByLabel(/单位e2e-1 .*到场/).check();
    await form.getByLabel(/单位e2e-2 .*受邀/).check();
    await form.getByText("受邀 2 家，回应 1 家，到场 1 家").waitFor();
    await form.getByRole("button", { name: "记下活动" }).click();
    const line = street.locator("tr", { hasText: "社区义诊" });
    assert.match(await line.innerText(), /2\s+1\s+1\s+50%/);
    const core = street.locator(".circle li", { hasText: "单位e2e-1" });
    assert.match(await core.innerText(), /1 次邀请，回应 1 次/);
  }),
);
