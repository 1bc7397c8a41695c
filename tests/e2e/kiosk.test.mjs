// The touch screen of a station: real touches, real sizes, and nothing left of who was there.

import assert from "node:assert/strict";
import { test } from "node:test";

import { graveFindings } from "./support/axe.mjs";
import { COMMUNITY, DISTRICT, STREET, newMember } from "./support/facts.mjs";
import { codeOf, crowded, isOpen, outOfReach, photograph, small } from "./support/kiosk.mjs";
import { says, useBrowser, written } from "./support/screens.mjs";
import { until } from "./support/until.mjs";
import { fillScenes } from "./support/work.mjs";

const run = useBrowser();

const HOME = `/kiosk/${DISTRICT}`;
const KIOSK = { viewport: { width: 1080, height: 1920 }, hasTouch: true, reducedMotion: "reduce" };
const SCENES = ["overview", "linkage", "life", "co_building"];
const PAGES = [
  HOME,
  `/kiosk/${COMMUNITY}`,
  ...SCENES.map((scene) => `${HOME}/units/${STREET}?scene=${scene}`),
  ...SCENES.map((scene) => `${HOME}/units/${COMMUNITY}?scene=${scene}`),
  `${HOME}/units/${DISTRICT}?list=numbers`,
  `${HOME}/units/${STREET}/numbers/attendance`,
  `${HOME}/units/${COMMUNITY}/numbers/member.total`,
  `${HOME}/units/${DISTRICT}/numbers/member.status.out_of_contact`,
  `${HOME}/find`,
  `${HOME}/find?q=X`,
  `/kiosk/${STREET}/here`,
  `/kiosk/${STREET}/here?list=resources`,
];
const large = (path) => `${path}${path.includes("?") ? "&" : "?"}size=large`;
const number = (text) => Number(text.replaceAll(",", ""));

async function opened(screens, path, options = {}) {
  const page = await screens.window({ ...KIOSK, ...options });
  await page.goto(path);
  await isOpen(page);
  return page;
}

const follow = async (page, selector) => {
  const href = await page.locator(selector).first().getAttribute("href");
  await page.locator(selector).first().tap();
  await page.waitForURL((url) => url.pathname + url.search === href);
};

for (const [name, suit] of [
  ["as it is", (path) => path],
  ["with large letters", large],
]) {
  test(
    `what is touched is large, apart, and in the lower half, ${name}`,
    run(async ({ server, screens }) => {
      await fillScenes(server);
      const page = await screens.window(KIOSK);
      const findings = [];
      for (const path of PAGES.map(suit)) {
        await page.goto(path);
        await isOpen(page);
        await photograph(page, `kiosk${path.replaceAll(/[^\w]+/g, "-")}`);
        const found = [
          ...(await page.evaluate(small, 88)),
          ...(await page.evaluate(crowded, path.includes("/find") ? 10 : 12)),
          ...(await page.evaluate(outOfReach)),
        ];
        findings.push(...found.map((finding) => `${path}: ${finding}`));
        const tall = await page.evaluate(() => document.documentElement.scrollHeight);
        if (tall > 1920) findings.push(`${path}: scrolls to ${tall}`);
      }
      assert.deepEqual(findings, []);
    }),
  );
}

for (const [width, height] of [
  [1080, 1920],
  [768, 1366],
  [1920, 1080],
  [320, 640],
  [7680, 4320],
]) {
  test(
    `every page is sound at ${width} × ${height}`,
    run(async ({ server, screens }) => {
      await fillScenes(server);
      const page = await screens.window({ ...KIOSK, viewport: { width, height } });
      const findings = [];
      for (const path of [...PAGES, `${HOME}?contrast=high&size=large`, `${HOME}/units/999999`]) {
        await page.goto(path);
        await photograph(page, `kiosk-${width}${path.replaceAll(/[^\w]+/g, "-")}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        if (wide > width) findings.push(`${path}: ${wide} wide`);
        if (width === 7680) continue;
        findings.push(...(await graveFindings(page)).map((finding) => `${path}: ${finding}`));
        if (width === 1920) {
          const found = await page.evaluate(outOfReach);
          findings.push(...found.map((finding) => `${path}: ${finding}`));
        }
      }
      assert.deepEqual(findings, []);
    }),
  );
}

test(
  "letters narrow the search; those that lead nowhere are inert",
  run(async ({ screens }) => {
    const page = await opened(screens, HOME);
    await follow(page, '.card[href$="/find"]');
    await page.locator(".letter", { hasText: /^X$/ }).tap();
    await page.waitForURL("**/find?q=X");
    await page.locator(".letter", { hasText: /^J$/ }).tap();
    await page.waitForURL("**/find?q=XJ");
    const names = await page.locator(".result b").allInnerTexts();
    assert.ok(names.includes("徐家汇街道"), names.join());
    assert.equal(number(await page.locator(".query p:last-child strong").innerText()), names.length);
    const keys = await page.locator(".letter").evaluateAll((keys) =>
      keys.slice(0, 26).map((key) => ({
        letter: key.textContent,
        isLink: key.hasAttribute("href"),
        border: getComputedStyle(key).borderStyle,
      })),
    );
    assert.equal(keys.map(({ letter }) => letter).join(""), "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    for (const { letter, isLink, border } of keys) {
      assert.equal(border, isLink ? "solid" : "dashed", letter);
      const found = await (await fetch(new URL(`${HOME}/find?q=XJ${letter}`, page.url()))).text();
      assert.equal(found.includes('class="key result"'), isLink, letter);
    }
    await page.locator(".letter.none").first().tap();
    assert.ok(page.url().endsWith("/find?q=XJ"));
    await page.locator('.letter[aria-label="退一个字母"]').tap();
    await page.waitForURL("**/find?q=X");
    assert.equal(await page.locator("input, textarea, select, [contenteditable]").count(), 0);
    await page.locator(".chip", { hasText: "街镇" }).tap();
    await page.waitForURL("**/find?q=X&level=street");
    await page.locator(".result", { hasText: "徐家汇街道" }).tap();
    await page.waitForURL("**/units/310104014");
  }),
);

test(
  "a name is found by either reading of its first character",
  run(async ({ screens }) => {
    const page = await screens.window(KIOSK);
    for (const letters of ["CQ", "ZQ"]) {
      await page.goto(`${HOME}/find?q=${letters}&level=street`);
      assert.deepEqual(await page.locator(".result b").allInnerTexts(), ["长桥街道"]);
    }
  }),
);

test(
  "a number is asked where it comes from, down to where it arose",
  run(async ({ screens }) => {
    const page = await opened(screens, `${HOME}/units/${DISTRICT}`);
    await follow(page, ".turns .other");
    const shown = await page.locator('.figure[href$="/numbers/member.total"] strong').innerText();
    await follow(page, '.figure[href$="/numbers/member.total"]');
    assert.equal(await page.locator(".amount .total strong").innerText(), shown);
    const written = await page.locator(".sum.checked strong").first().innerText();
    assert.equal(written, shown);
    await follow(page, "a.row:not(.up)");
    assert.ok(number(await page.locator(".amount .total strong").innerText()) <= number(shown));
    await follow(page, "a.row.up");
    assert.equal(await page.locator(".amount .total strong").innerText(), shown);
    await follow(page, ".ways .main");
    assert.ok(page.url().includes("list=numbers"));
  }),
);

test(
  "an open page follows its numbers, and the finger keeps what it is on",
  run(async ({ server, screens }) => {
    const page = await opened(screens, `${HOME}/units/${COMMUNITY}`);
    const total = ".headline:nth-of-type(2) .total strong";
    const before = number(await page.locator(total).innerText());
    const held = page.locator(".tab").nth(2);
    await held.focus();
    await server.send(newMember(COMMUNITY, "e2e-kiosk"));
    await says(page, total, written(before + 1));
    assert.ok(await held.evaluate((tab) => tab === document.activeElement));
    // The next page is followed as well.
    await follow(page, '.tab[href*="scene=life"]');
    await follow(page, ".ways a:nth-child(2)");
    const whole = ".headline:nth-of-type(2) .total strong";
    const all = number(await page.locator(whole).innerText());
    await server.send(newMember(COMMUNITY, "e2e-kiosk-2"));
    await says(page, whole, written(all + 1));
  }),
);

test(
  "nothing is left of a visitor after a minute, and the last seconds ask",
  run(async ({ screens }) => {
    const page = await screens.window(KIOSK);
    // The clock jumps over what a connection would have said meanwhile: the page gives it up and connects anew.
    screens.expectServerDown();
    await page.clock.install();
    await page.goto(HOME);
    await isOpen(page);
    const length = await page.evaluate(() => history.length);
    await page.locator(".ways a").nth(1).tap();
    await page.waitForURL("**?contrast=high");
    await page.locator(".ways a").first().tap();
    await page.waitForURL("**?size=large&contrast=high");
    await follow(page, '.card[href*="/find"]');
    await page.locator(".letter", { hasText: /^X$/ }).tap();
    await page.waitForURL("**q=X*");
    await follow(page, ".result");
    assert.equal(await page.evaluate(() => document.documentElement.dataset.contrast), "high");
    const dialog = page.locator(".asking");
    const left = async () => number(await page.locator(".idle [data-left]").innerText());
    const before = await left();
    assert.ok(before > 40 && !(await dialog.isVisible()), `${before} s`);
    await page.clock.runFor((before - 15) * 1_000);
    await dialog.waitFor();
    const [, asked] = /还在吗？\s+(\d+) 秒后返回首页/.exec(await dialog.innerText());
    assert.ok(asked <= 20 && asked > 0, asked);
    const button = await dialog.locator("button").boundingBox();
    assert.ok(button.height >= 88 && button.y >= 960, JSON.stringify(button));
    assert.deepEqual(await graveFindings(page), []);
    await dialog.locator("button").tap();
    assert.ok(!(await dialog.isVisible()));
    await until("time is left again", async () => (await left()) > 40);
    await page.clock.runFor(61_000);
    await page.waitForURL(`**${HOME}`);
    await page.locator('.kiosk[data-kind="home"]').waitFor();
    const rest = await page.evaluate(async () => ({
      ...document.documentElement.dataset,
      history: history.length,
      stored: [localStorage.length, sessionStorage.length, document.cookie.length],
      databases: (await indexedDB.databases()).length,
      selected: String(getSelection()),
      scrolled: scrollY,
      dialog: document.querySelector(".asking").open,
    }));
    assert.deepEqual([rest.theme, rest.size, rest.contrast], ["red", "normal", "normal"]);
    assert.deepEqual([rest.history, rest.databases, rest.selected, rest.scrolled], [length, 0, "", 0]);
    assert.deepEqual(rest.stored, [0, 0, 0]);
    assert.equal(rest.dialog, false);
    // On the first page nobody is asked.
    await page.clock.runFor(120_000);
    assert.ok(!(await dialog.isVisible()));
  }),
);

test(
  "without a server the visitor's page goes all the same",
  run(async ({ server, screens }) => {
    const page = await screens.window(KIOSK);
    await page.clock.install();
    await page.goto(HOME);
    await isOpen(page);
    await follow(page, ".ways-down a");
    screens.expectServerDown();
    await server.kill();
    await page.clock.runFor(61_000);
    await page.locator('.kiosk[data-kind="home"]').waitFor();
    assert.ok(page.url().endsWith(HOME));
    await page.clock.runFor(61_000);
    await page.locator('.kiosk[data-age="delayed"]').waitFor();
    assert.match(await page.locator(".plate").innerText(), /上行中断/);
    await server.start();
    await until("the numbers are live again", async () => {
      await page.clock.runFor(5_000);
      return page.locator(".state[data-state=live]").isVisible();
    });
  }),
);

test(
  "there is no way out of the page",
  run(async ({ screens }) => {
    const page = await opened(screens, `${HOME}/units/${STREET}`);
    const passed = await page.evaluate(() => {
      const { body } = document;
      const key = (key, held = {}) => new KeyboardEvent("keydown", { key, cancelable: true, bubbles: true, ...held });
      const touch = (identifier) => new Touch({ identifier, target: body, clientX: 9, clientY: 9 });
      const of = (type, name, more = {}) => new type(name, { cancelable: true, bubbles: true, ...more });
      const attempts = {
        menu: of(MouseEvent, "contextmenu"),
        select: of(Event, "selectstart"),
        drag: of(DragEvent, "dragstart"),
        drop: of(DragEvent, "drop"),
        middle: of(MouseEvent, "auxclick", { button: 1 }),
        zoom: of(WheelEvent, "wheel", { ctrlKey: true, deltaY: -9 }),
        pinch: of(TouchEvent, "touchmove", { touches: [touch(1), touch(2)] }),
        print: key("p", { ctrlKey: true }),
        larger: key("+", { ctrlKey: true }),
        address: key("l", { ctrlKey: true }),
        back: key("ArrowLeft", { altKey: true }),
        tools: key("F12"),
        full: key("F11"),
        letter: key("a"),
      };
      return Object.entries(attempts)
        .filter(([, event]) => body.dispatchEvent(event))
        .map(([name]) => name);
    });
    assert.deepEqual(passed, []);
    const before = page.url();
    const windows = page.context().pages().length;
    for (const link of ["https://example.org/", "/", `/units/${STREET}`, "/console", "file:///etc/passwd", `${HOME}0`]) {
      await page.evaluate((href) => {
        const out = Object.assign(document.createElement("a"), { href, target: "_blank", textContent: "out", id: "out" });
        document.querySelector(".touch").prepend(out);
      }, link);
      await page.locator("#out").click();
      await page.evaluate(() => document.querySelector("#out").remove());
    }
    await page.locator(".tab").nth(1).click({ modifiers: ["Control"] });
    await page.locator(".tab").nth(1).click({ button: "middle" });
    assert.equal(page.url(), before);
    assert.equal(page.context().pages().length, windows);
    const seen = await page.evaluate(() => [...document.querySelectorAll("a[href]")].map((link) => link.getAttribute("href")));
    assert.ok(seen.every((href) => href === HOME || href.startsWith(`${HOME}/`) || href.startsWith(`${HOME}?`)));
    const style = await page.evaluate(() => {
      const { userSelect, touchAction } = getComputedStyle(document.documentElement);
      return [userSelect, touchAction];
    });
    assert.deepEqual(style, ["none", "pan-y"]);
  }),
);

test(
  "a page is taken home: the code leads to the same numbers and to nothing else",
  run(async ({ server, screens }) => {
    const page = await opened(screens, `${HOME}/units/${STREET}`);
    const phone = await screens.window({ viewport: { width: 390, height: 844 } });
    for (const path of [
      `${HOME}/units/${STREET}`,
      `${HOME}/units/${STREET}?scene=life`,
      `${HOME}/units/${STREET}/numbers/attendance`,
      `/kiosk/${STREET}/here?list=needs`,
    ]) {
      await page.goto(path);
      const address = await codeOf(page);
      assert.ok(address?.startsWith(`${server.url}/take/`), address);
      const response = await phone.goto(address);
      assert.equal(response.status(), 200);
      const total = (window) => window.locator(".total strong").first().innerText();
      assert.equal(await total(phone), await total(page));
      assert.equal(await phone.locator("a[href], button, form, script").count(), 0);
      assert.deepEqual(await graveFindings(phone), []);
      const wide = await phone.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 390, `${path}: ${wide}`);
      await photograph(phone, `kiosk-taken${path.replaceAll(/[^\w]+/g, "-")}`);
    }
  }),
);

test(
  "the first page invites, and is still where motion is not wanted",
  run(async ({ screens }) => {
    for (const reducedMotion of ["no-preference", "reduce"]) {
      const page = await screens.window({ ...KIOSK, reducedMotion });
      await page.clock.install();
      await page.goto(HOME);
      await isOpen(page);
      const first = await page.locator(".invitation .on").innerText();
      await page.clock.runFor(9_000);
      const second = await page.locator(".invitation .on").innerText();
      assert.equal(first === second, reducedMotion === "reduce", `${first} ${second}`);
    }
  }),
);

test(
  "without scripts every way is a link, and letters are as large as they were chosen",
  run(async ({ screens }) => {
    const page = await screens.window({ ...KIOSK, javaScriptEnabled: false });
    await page.goto(HOME);
    await page.locator('.card[href*="scene=life"]').click();
    await page.locator(".ways a", { hasText: "大字" }).click();
    assert.match(page.url(), /scene=life&size=large$/);
    await page.locator(".tiles a").first().click();
    assert.match(page.url(), /size=large$/);
    assert.match(await page.content(), /http-equiv="refresh" content="60;url=\/kiosk\/310104"/);
  }),
);

test(
  "a keyboard goes through a page, and a new page begins at its heading",
  run(async ({ screens }) => {
    const page = await opened(screens, `${HOME}/units/${STREET}`);
    await page.keyboard.press("Tab");
    const first = await page.evaluate(() => document.activeElement.className);
    assert.match(first, /key tab/);
    await page.keyboard.press("Tab");
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineWidth);
    assert.equal(outline, "3px");
    await page.keyboard.press("Enter");
    await page.waitForURL("**scene=linkage");
    assert.equal(await page.evaluate(() => document.activeElement.localName), "h1");
  }),
);
