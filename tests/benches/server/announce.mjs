// Announces something urgent and watches panels paint it: node announce.mjs SERVER PANELS, with COOKIE and CHROMIUM in
// the environment. PANELS is a file of the unit and the panels' credentials. Prints how long it took each panel, the
// last panel of each round, and when each round's announcement was sent, as JSON.

import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium } from "playwright-core";

const ROUNDS = 8;
const AT_ONCE = 4;

const [server, file] = process.argv.slice(2);
const { unit, tokens } = JSON.parse(readFileSync(file, "utf8"));

/** Runs in a page before its own scripts: notes when which title was painted. */
function watchTitles() {
  window.painted = {};
  new MutationObserver(() => {
    const title = document.querySelector("[role=alert]")?.textContent.match(/第 \d+ 次演练/)?.[0];
    if (!title || title in window.painted) return;
    window.painted[title] = 0;
    requestAnimationFrame(() => requestAnimationFrame(() => (window.painted[title] = Date.now())));
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

async function call(method, path, body) {
  const headers = { cookie: process.env.COOKIE, "content-type": "application/json" };
  const answer = await fetch(server + path, { method, headers, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.status === 204 ? null : answer.json();
}

async function panel(browser, token) {
  const context = await browser.newContext({ viewport: { width: 960, height: 540 } });
  await context.addCookies([{ name: "liandong-screen", value: token, url: server }]);
  const page = await context.newPage();
  await page.addInitScript(watchTitles);
  await page.goto(`${server}/screen`);
  await page.locator(".state[data-state=live]").waitFor({ timeout: 120_000 });
  return page;
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM });
try {
  const pages = [];
  for (let first = 0; first < tokens.length; first += AT_ONCE) {
    const some = tokens.slice(first, first + AT_ONCE);
    pages.push(...(await Promise.all(some.map((token) => panel(browser, token)))));
  }
  const each = [];
  const last = [];
  const sent = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    await sleep(3000);
    const title = `第 ${round} 次演练`;
    const ends = new Date(Date.now() + 40 * 3_600_000).toISOString().slice(0, 16);
    const began = Date.now();
    const said = { unit, urgent: true, title, text: "各居民区立即到岗值守。", issuer: "区应急管理局", ends };
    const { id } = await call("POST", "/api/v1/announcements", said);
    const times = await Promise.all(
      pages.map(async (page) => {
        await page.waitForFunction((title) => window.painted[title] > 0, title, { polling: 200, timeout: 60_000 });
        return (await page.evaluate((title) => window.painted[title], title)) - began;
      }),
    );
    await call("DELETE", `/api/v1/announcements/${id}`);
    // The first warms everything up.
    if (round === 1) continue;
    each.push(...times);
    last.push(Math.max(...times));
    sent.push(began);
  }
  console.log(JSON.stringify({ each, last, sent }));
} finally {
  await browser.close();
}
