// A paired wall: what it does when the server says how it is set.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { audit } from "./support/audit.mjs";
import { DISTRICT, STREET, meeting } from "./support/facts.mjs";
import { keepReports, NOW, notify, ordinary, announcements, panel, reports, settings, urgent } from "./support/panels.mjs";
import { isLive, useBrowser } from "./support/screens.mjs";
import { until } from "./support/until.mjs";

const run = useBrowser();
const WALL = `/units/${DISTRICT}?mode=wall`;
const HOUR = 3_600_000;
const shown = (page, scene, unit = DISTRICT) =>
  page.locator(`#app .scene[data-scene=${scene}][data-unit="${unit}"]`);
const color = (page, selector, property) =>
  page.locator(selector).first().evaluate((one, property) => getComputedStyle(one)[property], property);

async function photograph(page, name) {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** Runs in the page: the panels that are seen, and how much smaller each is drawn than the scene's type is. */
const onGlass = (panels) =>
  panels
    .filter((one) => one.checkVisibility())
    .map((one) => ({ panel: one.className, scale: one.getBoundingClientRect().width / one.offsetWidth }));

/** Some seconds, and news, or the screen would take the jump of the clock for a silence. */
async function passTime(server, page, ms) {
  await page.clock.runFor(ms);
  await server.send(meeting(DISTRICT));
}

test(
  "a change of the theme, of motion and of the unit's playlist shows at once, on the same page",
  run(async ({ screens }) => {
    const page = await panel(screens, WALL);
    await page.evaluate(() => (globalThis.isSamePage = true));
    await notify(page, settings({ theme: "ink" }));
    assert.equal(await color(page, ".scene", "backgroundColor"), "rgb(14, 20, 28)");
    await notify(page, settings({ theme: "red", still: true }));
    assert.equal(await color(page, ".scene", "backgroundColor"), "rgb(59, 9, 12)");
    assert.equal(await color(page, ".split i", "transitionDuration"), "0s");
    await notify(page, settings({ playlist: [{ unit: STREET, scene: "life", dwell_s: 30 }] }));
    await shown(page, "life", STREET).waitFor();
    await page.locator(".leaving").waitFor({ state: "detached" });
    await notify(page, settings());
    await shown(page, "overview").waitFor();
    assert.equal(await page.evaluate(() => globalThis.isSamePage), true);
    assert.equal(await color(page, ".plaque", "cursor"), "none");
  }),
);

test(
  "another unit's numbers are its own, whatever was shown before",
  run(async ({ server, screens }) => {
    const page = await panel(screens, `/units/${DISTRICT}?mode=wall&scene=linkage`);
    const texts = (of) => of.locator("#app .scene > section:not(.ticker)").allInnerTexts();
    for (const scene of ["linkage", "life", "co_building", "overview"]) {
      await notify(page, settings({ playlist: [{ unit: STREET, scene, dwell_s: 600 }] }));
      await shown(page, scene, STREET).waitFor();
      const fresh = await screens.live(`/units/${STREET}?mode=wall&scene=${scene}`);
      assert.deepEqual(await texts(page), await texts(fresh), scene);
      await fresh.context().close();
      await notify(page, settings({ playlist: [{ unit: DISTRICT, scene, dwell_s: 600 }] }));
      await shown(page, scene).waitFor();
    }
  }),
);

test(
  "a playlist turns by the server's time of day, and passes over a unit that is gone",
  run(async ({ server, screens }) => {
    const page = await panel(screens, WALL, { clock: true });
    const playlist = [
      { unit: DISTRICT, scene: "overview", dwell_s: 20 },
      { unit: "999999", scene: "life", dwell_s: 20 },
      { unit: STREET, scene: "linkage", dwell_s: 20, from: "14:00", to: "15:00" },
      { unit: STREET, scene: "life", dwell_s: 20, from: "15:00", to: "16:00" },
    ];
    await notify(page, settings({ playlist }));
    const until_ = async (scene, unit) => {
      const seen = new Set();
      await until(`${scene} of ${unit}`, async () => {
        await passTime(server, page, 5000);
        assert.equal(await page.locator(".gone").count(), 0, "what is shown is not what is gone");
        seen.add(await page.locator("#app .scene").getAttribute("data-scene"));
        return (await shown(page, scene, unit).count()) > 0;
      });
      return seen;
    };
    const first = await until_("linkage", STREET);
    assert.deepEqual([...first].sort(), ["linkage", "overview"]);
    assert.match(await color(page, ".scenes [aria-current]", "position"), /relative/);
    await until_("overview", DISTRICT);
    await notify(page, settings({ playlist }, NOW + HOUR));
    const second = await until_("life", STREET);
    assert.ok(!second.has("linkage"));
    await notify(page, settings({ playlist: playlist.slice(2) }, NOW + 5 * HOUR));
    await until_("overview", DISTRICT);
  }),
);

test(
  "nothing turns while the numbers are old",
  run(async ({ server, screens }) => {
    const page = await panel(screens, WALL, { clock: true });
    const playlist = ["overview", "life"].map((scene) => ({ unit: DISTRICT, scene, dwell_s: 90 }));
    await notify(page, settings({ playlist }));
    screens.expectServerDown();
    await server.kill();
    await page.clock.runFor(300_000);
    assert.equal(await page.locator("#app .scene").getAttribute("data-scene"), "overview");
    assert.equal(await page.locator("#app .scene").getAttribute("data-age"), "delayed");
  }),
);

test(
  "off hours are black, and only what is urgent wakes the panel before its time",
  run(async ({ screens }) => {
    // A clock that jumps looks like a server that is silent.
    screens.expectServerDown();
    const page = await panel(screens, WALL, { clock: true });
    const hours = { off: ["14:30", "14:35"], dim: ["14:35", "14:36"], dim_percent: 40, restart: null };
    await notify(page, settings({ hours }));
    const isSeen = () => page.locator(".clock").evaluate((one) => one.checkVisibility({ visibilityProperty: true }));
    assert.equal(await isSeen(), false);
    await notify(page, announcements([ordinary()]));
    assert.equal(await page.locator(".announcement").count(), 0);
    await notify(page, announcements([urgent()]));
    await page.locator(".takeover-title").waitFor();
    const top = await page.evaluate(() => document.elementFromPoint(960, 540).closest(".takeover") !== null);
    assert.ok(top, "the announcement is above the dark");
    await notify(page, announcements([]));
    await page.clock.runFor(3 * 60_000);
    assert.equal(await isSeen(), true);
    const dark = await page.evaluate(() => getComputedStyle(document.documentElement, "::after").opacity);
    assert.equal(dark, "0.6");
    await page.clock.runFor(60_000);
    assert.equal(await page.locator(":root").getAttribute("data-light"), "full");
  }),
);

test(
  "what has not changed for half an hour is darkened in the plaque",
  run(async ({ screens }) => {
    screens.expectServerDown();
    const page = await panel(screens, WALL, { clock: true });
    await notify(page, settings());
    assert.equal(await page.locator(":root").getAttribute("data-standing"), "");
    for (let minute = 0; minute < 31; minute += 1) await page.clock.runFor(60_000);
    assert.equal(await page.locator(":root").getAttribute("data-standing"), "long");
  }),
);

const STAGES = [
  { name: "a smaller picture", window: [1920, 1080], stage: { width: 1280, height: 720 }, smallest: 17 },
  { name: "an LED wall of few pixels", window: [1920, 1080], stage: { width: 640, height: 360 }, smallest: 8.6 },
  { name: "a standing picture in a lying window", window: [1920, 1080], stage: { width: 600, height: 1067 }, smallest: 14 },
  { name: "safe margins", window: [1920, 1080], stage: { safe: [40, 60, 50, 30] }, smallest: 23 },
  { name: "a wide picture", window: [3840, 2160], stage: { width: 3840, height: 1080 }, smallest: 26 },
];

for (const { name, window: [width, height], stage, smallest } of STAGES) {
  test(
    `${name}: all of the scene is within, and nothing is cut off`,
    run(async ({ screens }) => {
      const page = await panel(screens, WALL, { viewport: { width, height }, reducedMotion: "reduce" });
      await notify(page, settings({ stage }));
      await page.evaluate(() => document.fonts.ready);
      await photograph(page, `stage-${name.replaceAll(" ", "-")}`);
      const found = await page.evaluate(audit, { wall: true, smallest });
      // Bands run on to the edge past a safe margin; past the picture nobody sees a cursor.
      const meant = stage.safe ? /leaves the screen$/ : /^a cursor/;
      assert.deepEqual(found.filter((finding) => !meant.test(finding)), []);
      const [top, right, bottom, left] = stage.safe ?? [0, 0, 0, 0];
      const full = { width: stage.width ?? width, height: stage.height ?? height };
      const frame = { left, top, right: full.width - right, bottom: full.height - bottom };
      const outside = (await page.evaluate(drawn)).filter(
        (box) =>
          // By no more than the steps that a wall makes.
          box.left < frame.left - 7 || box.right > frame.right + 7 || box.top < frame.top - 7 || box.bottom > frame.bottom + 7,
      );
      assert.deepEqual(outside, []);
    }),
  );
}

/** Runs in the page: where text of the scene is drawn. */
function drawn() {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector("#app .scene"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode;
    if (!data.trim() || !parentElement.checkVisibility({ visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const size = parseFloat(getComputedStyle(parentElement).fontSize);
    for (const box of range.getClientRects()) {
      const middle = (box.top + box.bottom) / 2;
      let { left, right } = box;
      let [top, bottom] = [middle - size * 0.4, middle + size * 0.4];
      let isSaidOnly = false;
      for (let at = parentElement; at.matches("#app .scene *"); at = at.parentElement) {
        const frame = at.getBoundingClientRect();
        if (frame.width <= 1 || frame.height <= 1) isSaidOnly = true;
        const { overflowX, display } = getComputedStyle(at);
        if (overflowX === "visible" || display === "inline") continue;
        [left, right] = [Math.max(left, frame.left), Math.min(right, frame.right)];
        [top, bottom] = [Math.max(top, frame.top), Math.min(bottom, frame.bottom)];
      }
      if (!isSaidOnly && right > left && bottom > top) found.push({ text: data.trim(), left, right, top, bottom });
    }
  }
  return found;
}

const FRAMED = [
  { window: [3840, 1080], bezels: { x: [1920], y: [], gap: 24 } },
  { window: [5760, 1080], bezels: { x: [1920, 3840], y: [], gap: 24 } },
  { window: [3840, 2160], bezels: { x: [1920], y: [1080], gap: 24 } },
  { window: [3840, 2160], bezels: { x: [1920], y: [1080], gap: 24 }, distance: 13 },
  { window: [5760, 3240], bezels: { x: [1920, 3840], y: [1080, 2160], gap: 24 } },
];

const ALL = ["overview", "linkage", "life", "co_building"];

for (const { window: [width, height], bezels, distance = null } of FRAMED) {
  for (const scene of ALL) {
    test(
      `${scene} on ${width} × ${height}${distance ? ` from ${distance} m` : ""}: nothing that is read lies under a frame`,
      run(async ({ screens }) => {
        const path = `/units/${DISTRICT}?mode=wall&scene=${scene}`;
        const page = await panel(screens, path, { viewport: { width, height }, reducedMotion: "reduce" });
        const stage = { width: null, height: null, safe: null, bezels };
        const diagonal = (0.634 * Math.hypot(width, height)) / 25.4;
        const reading = distance && { diagonal_in: diagonal, distance_m: distance };
        await notify(page, settings({ stage, reading, playlist: [{ unit: DISTRICT, scene, dwell_s: 600 }] }));
        await page.evaluate(() => document.fonts.ready);
        await photograph(page, `bezels-${scene}-${width}x${height}-${distance ?? "near"}`);
        const covered = (box) =>
          bezels.x.some((place) => box.left < place + bezels.gap / 2 && box.right > place - bezels.gap / 2) ||
          bezels.y.some((place) => box.top < place + bezels.gap / 2 && box.bottom > place - bezels.gap / 2);
        assert.deepEqual((await page.evaluate(drawn)).filter(covered), []);
        const found = await page.evaluate(audit, { wall: true, smallest: 26 });
        assert.deepEqual(found, []);
      }),
    );
  }
}

for (const [width, height] of [[1920, 1080], [1080, 1920], [3840, 1080]]) {
  test(
    `read from further away, ${width} × ${height}: type is larger, and panels take turns`,
    run(async ({ screens }) => {
      const page = await panel(screens, WALL, { viewport: { width, height }, reducedMotion: "reduce", clock: true });
      screens.expectServerDown();
      const diagonal = (0.634 * Math.hypot(width, height)) / 25.4;
      for (const distance of [6.5, 9]) {
        for (const scene of ["overview", "linkage", "life", "co_building"]) {
          const playlist = [{ unit: DISTRICT, scene, dwell_s: 600 }];
          const reading = { diagonal_in: diagonal, distance_m: distance };
          await notify(page, settings({ reading, playlist }));
          await shown(page, scene).waitFor();
          await page.clock.runFor(1000);
          const zoom = Number(await page.evaluate(() => document.documentElement.style.getPropertyValue("--zoom")));
          assert.ok(zoom > 1.03 && zoom <= distance / 5 + 0.01, `${scene}: ${zoom}`);
          const seen = new Set();
          for (let turn = 0; ; turn += 1) {
            const panels = await page.locator("#app .scene > section").evaluateAll(onGlass);
            assert.ok(panels.length > 0, "a page with nothing on it");
            assert.ok(panels.every(({ scale }) => scale * zoom > 0.99), "type smaller than it was composed for");
            if (panels.every(({ panel }) => seen.has(panel))) break;
            for (const { panel } of panels) seen.add(panel);
            await photograph(page, `far-${scene}-${distance}-${turn}-${width}x${height}`);
            const found = await page.evaluate(audit, { wall: true, smallest: 26 * zoom - 0.2 });
            assert.deepEqual(found.filter((finding) => !finding.startsWith("only")), [], `${scene} from ${distance} m`);
            await page.clock.runFor(20_000);
          }
          const all = await page.locator("#app .scene > section").evaluateAll((panels) => panels.map((one) => one.className));
          assert.deepEqual(all.filter((panel) => !seen.has(panel)), [], `${scene} from ${distance} m never shows these`);
        }
      }
    }),
  );
}

test(
  "commands are carried out once each, and reports say how the screen is",
  run(async ({ server, screens }) => {
    screens.expectServerDown();
    const page = await panel(screens, WALL, { clock: true });
    await keepReports(page);
    await notify(page, settings());
    const identify = { kind: "command", id: 1, do: "identify", arrow: "right" };
    await notify(page, identify);
    const plate = page.locator(".screen-plate.identify");
    await plate.waitFor();
    await photograph(page, "identify");
    const said = await plate.innerText();
    for (const words of ["区党群服务中心大堂", "屏幕 12", "徐汇区", "→"]) assert.ok(said.includes(words), said);
    await page.clock.runFor(31_000);
    await plate.waitFor({ state: "detached" });
    await notify(page, identify);
    assert.equal(await plate.count(), 0, "the same command again");

    await notify(page, { kind: "command", id: 2, do: "message", text: "请打开大堂的灯" });
    await page.locator(".screen-plate.message", { hasText: "请打开大堂的灯" }).waitFor();
    await photograph(page, "message");
    await page.clock.runFor(61_000);
    await page.locator(".screen-plate").waitFor({ state: "detached" });

    await notify(page, { kind: "command", id: 3, do: "turn", scene: "life", unit: STREET });
    await shown(page, "life", STREET).waitFor();
    await until("the way back", async () => {
      await passTime(server, page, 10_000);
      return (await shown(page, "overview").count()) > 0;
    });

    await notify(page, { kind: "command", id: 4, do: "mute" });
    assert.equal(await page.locator(":root").getAttribute("data-muted"), "");
    await page.clock.runFor(16_000);
    const report = (await reports(page)).pop();
    const { kind, boot, width, height, unit, scene, theme, muted, off, painted, uptime_s: uptime, wasm, model } = report;
    assert.deepEqual(
      { kind, width, height, unit, scene, theme, muted, off, painted, wasm },
      { kind: "state", width: 1920, height: 1080, unit: DISTRICT, scene: "overview", theme: "red", muted: true, off: false, painted: [], wasm: true },
    );
    assert.match(boot, /^[0-9a-f]{16}$/);
    assert.ok(uptime > 0 && model.includes("Chrome"));
  }),
);

test(
  "a screen that is told to reload does so once",
  run(async ({ screens }) => {
    const page = await panel(screens, WALL);
    await notify(page, settings({ theme: "ink" }));
    await page.evaluate(() => (globalThis.isSamePage = true));
    const reload = { kind: "command", id: 9, do: "reload" };
    await Promise.all([page.waitForEvent("load"), notify(page, reload)]);
    await isLive(page);
    // It knows how it is set.
    await page.locator(":root[data-theme=ink]").waitFor({ state: "attached" });
    await page.evaluate(() => (globalThis.isSamePage = true));
    await notify(page, reload);
    await notify(page, { kind: "command", id: 10, do: "message", text: "x" });
    await page.locator(".screen-plate.message").waitFor();
    assert.equal(await page.evaluate(() => globalThis.isSamePage), true);
  }),
);

test(
  "notices that make no sense change nothing",
  run(async ({ screens }) => {
    const page = await panel(screens, WALL);
    await notify(page, settings());
    for (const notice of [null, 5, {}, { kind: "constructor" }, { kind: "announcements" }, { kind: "command" }, { kind: "command", id: 1, do: "toString" }, { kind: "settings" }]) {
      await notify(page, notice);
    }
    await page.evaluate(() => document.dispatchEvent(new CustomEvent("liandong:notice", { detail: "{" })));
    assert.equal(await page.locator(".takeover, .announcement, .screen-plate").count(), 0);
    assert.equal(await shown(page, "overview").count(), 1);
  }),
);
