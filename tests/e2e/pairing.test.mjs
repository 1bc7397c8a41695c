// A panel that belongs to nobody yet: the code that it shows, and how it becomes a screen.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { graveFindings } from "./support/axe.mjs";
import { chief } from "./support/console.mjs";
import { DISTRICT, STREET } from "./support/facts.mjs";
import { unreadable } from "./support/panels.mjs";
import { isLive, useBrowser } from "./support/screens.mjs";
import { until } from "./support/until.mjs";

const run = useBrowser();
const LETTERS = /^[BCDFGHJKLMNPQRSTVWXZ]{8}$/;

const SIZES = [
  [1920, 1080],
  [1080, 1920],
  [3840, 1080],
  [7680, 1080],
  [1366, 768],
  [390, 844],
  [320, 480],
];

const code = async (page) => (await page.locator(".letter").allInnerTexts()).join("");

async function photograph(page, name) {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

test(
  "a panel shows a code and becomes the screen that staff make of it",
  run(async (context) => {
    const { screens } = context;
    // So the server answers while nobody has entered the code.
    screens.expectRefusal(400);
    const page = await screens.window();
    await page.goto("/screen");
    await until("a code", async () => LETTERS.test(await code(page)));
    assert.equal(await page.locator(".service").innerText(), "服务已连接");
    assert.match(await page.locator(".remaining .num").innerText(), /^(10:00|09:5\d)$/);
    assert.equal(await page.locator(".qr svg").count(), 1);
    const text = await page.locator("main").innerText();
    assert.ok(!/区|街道|居民/.test(text), "nothing of the organisation");
    const boss = await chief(context);
    const paired = await boss.evaluate(
      async ([user_code, unit]) => {
        const body = JSON.stringify({ user_code, unit, name: "一楼大厅", role: "wall", tags: [] });
        const headers = { "content-type": "application/json" };
        return (await fetch("/api/v1/screens", { method: "POST", headers, body })).status;
      },
      [await code(page), DISTRICT],
    );
    assert.equal(paired, 201);
    await isLive(page);
    assert.equal(await page.locator(".scene.wall").getAttribute("data-unit"), DISTRICT);
    assert.ok(await page.locator(":root").getAttribute("data-screen"));
    await boss.evaluate(
      async ([id, unit]) => {
        const headers = { "content-type": "application/json" };
        const playlist = [{ unit, scene: "life", dwell_s: 60 }];
        const body = JSON.stringify({ screen: Number(id), settings: { theme: "ink", playlist } });
        const response = await fetch("/api/v1/screen-settings", { method: "PUT", headers, body });
        if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
      },
      [await page.locator(":root").getAttribute("data-screen"), STREET],
    );
    await page.locator(`:root[data-theme=ink] .scene[data-scene=life][data-unit="${STREET}"]`).waitFor();
  }),
);

const CODE = {
  device_code: "d",
  user_code: "KTQM-HXRP",
  verification_uri: "https://wall.example/pair",
  verification_uri_complete: "https://wall.example/pair?code=KTQM-HXRP",
  expires_in: 600,
  interval: 5,
  qr: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><path d="M0 0h1v1H0z"/></svg>',
};

/** A window in front of a server whose answers are laid out here, the last one again and again. */
async function before(screens, { codes = [CODE], tokens = ["authorization_pending"], ...options }) {
  for (const status of [400, 429, 503]) screens.expectRefusal(status);
  const page = await screens.window(options);
  await page.clock.install();
  const asked = { code: 0, token: 0 };
  const answer = (kind, answers) => async (route) => {
    const one = answers[Math.min(asked[kind], answers.length - 1)];
    asked[kind] += 1;
    if (one === "no network") return route.abort("connectionrefused");
    if (typeof one === "string") return route.fulfill({ status: 400, json: { error: one } });
    return route.fulfill({ status: one.status ?? 200, json: one });
  };
  await page.route("**/api/v1/device/code", answer("code", codes));
  await page.route("**/api/v1/device/token", answer("token", tokens));
  await page.goto("/screen");
  return { page, asked };
}

test(
  "an expired code, a refusal, and a server that is away: it goes on by itself, and says so",
  run(async ({ screens }) => {
    screens.expectServerDown();
    const second = { ...CODE, user_code: "BCDF-GHJK" };
    const third = { ...CODE, user_code: "LMNP-QRST" };
    const { page, asked } = await before(screens, {
      codes: ["no network", { status: 503 }, CODE, second, third],
      tokens: ["authorization_pending", "slow_down", "expired_token", "no network", "access_denied", "authorization_pending"],
    });
    const shows = (letters) =>
      until(letters, async () => {
        if ((await code(page)) === letters) return true;
        await page.clock.runFor(1000);
        return false;
      });
    await page.locator(".service[data-service=down]").waitFor();
    assert.equal(await page.locator("main").getAttribute("data-state"), "connecting");
    await shows("KTQMHXRP");
    await shows("BCDFGHJK");
    await page.clock.runFor(6000);
    await page.locator(".service[data-service=down]").waitFor();
    assert.equal(await code(page), "BCDFGHJK", "a code still counts while the network is away");
    await until("the refusal", async () => {
      await page.clock.runFor(1000);
      return (await page.locator(".trouble").innerText()).includes("拒绝");
    });
    await shows("LMNPQRST");
    assert.equal(await page.locator(".trouble").innerText(), "");
    assert.ok(asked.code >= 5);
  }),
);

for (const [width, height] of SIZES) {
  test(
    `the pairing screen on ${width} × ${height}`,
    run(async ({ screens }) => {
      const { page } = await before(screens, { viewport: { width, height } });
      await until("a code", async () => (await code(page)) === "KTQMHXRP");
      await page.evaluate(() => document.fonts.ready);
      await photograph(page, `pairing-${width}x${height}`);
      const smallest = width <= 700 ? 13 : 26 * Math.min(width / 1920, height / 1080, 1);
      const isPage = width <= 700;
      const tall = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
      assert.ok(isPage || tall <= 0, "it does not fit the screen");
      if (!isPage) assert.deepEqual(await page.evaluate(unreadable, { selector: ".pairing", smallest }), []);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, "it scrolls sideways");
      assert.deepEqual(await graveFindings(page), []);
    }),
  );
}
