// The page is whole before its program runs, and the program takes it over without a trace.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";

import { COMMUNITY, DISTRICT, LEVELS, STREET } from "./support/facts.mjs";
import { isLive, useBrowser, written } from "./support/screens.mjs";
import { fillScenes } from "./support/work.mjs";

const run = useBrowser();

test(
  "without JavaScript the numbers are there to be read",
  run(async ({ server, screens }) => {
    const page = await screens.window({ javaScriptEnabled: false });
    for (const unit of LEVELS) {
      const { metrics, unit: heading } = await server.snapshot(unit);
      await page.goto(`/units/${unit}`);
      assert.equal(await page.locator("h1").innerText(), `${heading.name}党建总览`);
      const total = (panel) => page.locator(`.${panel} .total`).innerText();
      assert.equal(await total("member"), written(metrics["member.total"]));
      assert.equal(await total("org"), written(metrics["organisation.total"]));
      const registries = await page.locator(".regs .own-count .num").allInnerTexts();
      assert.equal(registries.length, 8);
      assert.match(registries.join(" "), /^[\d, ]+$/);
      const marks = page.getByText("演示数据").filter({ visible: true });
      assert.equal(await marks.count(), 1);
      // Nobody has heard of the server since: the mark must not say that it is live.
      assert.equal(await page.locator(".state strong").innerText(), "连接中");
    }
  }),
);

const TAKEN_OVER = [
  [DISTRICT, "overview", 7],
  [COMMUNITY, "overview", 7],
  [DISTRICT, "linkage", 6],
  [COMMUNITY, "linkage", 7],
  [DISTRICT, "life", 7],
  [COMMUNITY, "life", 7],
  [STREET, "co_building", 7],
  [COMMUNITY, "co_building", 7],
];
/** What a page said before it was taken over and after. */
async function takenOver(page, address) {
  for (let attempt = 1; ; attempt += 1) {
    await page.goto(address);
    await isLive(page);
    const recorded = await page.evaluate(() => globalThis.recorded());
    // A panel that turns its pages may have turned one in between, though not every time.
    const isSame = isDeepStrictEqual(recorded.before, recorded.after);
    if (isSame || attempt === 3) return recorded;
  }
}

for (const [unit, scene, panels] of TAKEN_OVER) {
  test(
    `taking over ${scene} of ${unit} changes nothing that can be read`,
    run(async ({ server, screens }) => {
      await fillScenes(server);
      const page = await screens.window();
      await page.addInitScript(recordChanges);
      const { before, after, changes } = await takenOver(page, `/units/${unit}?scene=${scene}`);
      assert.ok(before.length >= panels, `only ${before.length} panels`);
      assert.deepEqual(after, before);
      assert.deepEqual(changes, []);
      assert.equal(await page.locator(".state strong").innerText(), "实时");
      assert.equal(await page.locator(".scene").getAttribute("data-age"), "live");
    }),
  );
}

/** Runs in the page, before its own scripts: keeps what was rendered, and every change of text since. */
function recordChanges() {
  // Time and freshness are meant to change; the button that stills the page comes from a script of its own.
  const PASSING = ".mark, .hold";
  const isOfTheMoment = (node) => {
    const element = node instanceof Element ? node : node.parentElement;
    return !element || element.closest(".clock, .mark, .state, .day, .hold") !== null;
  };
  const read = () =>
    [...document.querySelectorAll("#app section, #app .identity")].map((panel) => {
      const copy = panel.cloneNode(true);
      for (const mark of copy.querySelectorAll(PASSING)) mark.remove();
      return copy.textContent;
    });
  const { instantiateStreaming } = WebAssembly;
  WebAssembly.instantiateStreaming = async (...given) => {
    const program = await instantiateStreaming(...given);
    globalThis.isProgramLoaded = true;
    return program;
  };
  const changes = [];
  const record = (records) => {
    for (const { type, target, oldValue, addedNodes, removedNodes } of records) {
      if (isOfTheMoment(target)) continue;
      const said = [...addedNodes, ...removedNodes];
      if (said.length > 0 && said.every((node) => node instanceof Element && node.matches(PASSING))) continue;
      const text = (nodes) => [...nodes].map((node) => node.textContent).join("");
      const before = type === "characterData" ? oldValue : text(removedNodes);
      const after = type === "characterData" ? target.data : text(addedNodes);
      if (before.trim() !== after.trim()) changes.push({ type, before, after });
    }
  };
  let before;
  let observer;
  document.addEventListener("DOMContentLoaded", () => {
    before = read();
    observer = new MutationObserver(record);
    observer.observe(document.getElementById("app"), {
      subtree: true,
      childList: true,
      characterData: true,
      characterDataOldValue: true,
    });
  });
  globalThis.recorded = () => {
    record(observer.takeRecords());
    return { before, after: read(), changes };
  };
}
