// How busy a weak panel is, and how soon a wall is there: node panel.mjs SERVER FACTS, with TOKEN and CHROMIUM in
// the environment. Prints shares and milliseconds, as JSON.

import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium } from "playwright-core";

const [server, file] = process.argv.slice(2);
const facts = readFileSync(file, "utf8").split("\n");

const WALL = `${server}/units/310104?mode=wall`;
const VIEW = { viewport: { width: 1920, height: 1080 } };
const THROTTLED = 6;
const BUSY_S = 30;
const ROUNDS = 3;
const LOADS = 10;

async function send() {
  const answer = await fetch(`${server}/api/v1/facts`, {
    method: "POST",
    headers: { authorization: `Bearer ${process.env.TOKEN}` },
    body: facts.shift(),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

/** Sends more than the four facts a second that a screen is told of, until stopped. */
function sendAlong() {
  let goesOn = true;
  const sending = (async () => {
    while (goesOn) {
      await send();
      await sleep(100);
    }
  })();
  return async () => {
    goesOn = false;
    await sending;
  };
}

/** The share of time in which the main thread is at work, in per cent, and frames a second that came. */
async function busy(browser, scene) {
  const page = await browser.newPage(VIEW);
  await page.goto(`${WALL}&scene=${scene}`);
  await page.waitForSelector(".state[data-state=live]");
  await page.evaluate(() => {
    globalThis.painted = 0;
    document.addEventListener("liandong:painted", () => (globalThis.painted += 1));
  });
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  await session.send("Emulation.setCPUThrottlingRate", { rate: THROTTLED });
  const stop = sendAlong();
  await sleep(5000);
  const shares = [];
  const told = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = await standing(session, page);
    await sleep(BUSY_S * 1000);
    const after = await standing(session, page);
    const time = after.at - before.at;
    shares.push(((after.busy - before.busy) / time) * 100);
    told.push((after.painted - before.painted) / time);
  }
  await stop();
  await page.close();
  return { shares, told };
}

async function standing(session, page) {
  const painted = await page.evaluate(() => globalThis.painted);
  const { metrics } = await session.send("Performance.getMetrics");
  const metric = (wanted) => metrics.find(({ name }) => name === wanted).value;
  return { at: metric("Timestamp"), busy: metric("TaskDuration"), painted };
}

/** When the largest piece of a wall was painted, in milliseconds after the address was gone to. */
async function contentful(context) {
  const page = await context.newPage();
  await page.goto(WALL);
  await page.waitForSelector(".state[data-state=live]");
  await sleep(1000);
  const at = await page.evaluate(
    () =>
      new Promise((resume) => {
        const observer = new PerformanceObserver((list) => resume(list.getEntries().at(-1).startTime));
        observer.observe({ type: "largest-contentful-paint", buffered: true });
      }),
  );
  await page.close();
  return at;
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
try {
  const cold = [];
  const warm = [];
  for (let load = 0; load < LOADS; load += 1) {
    const context = await browser.newContext(VIEW);
    cold.push(await contentful(context));
    warm.push(await contentful(context));
    await context.close();
  }
  const overview = await busy(browser, "overview");
  const linkage = await busy(browser, "linkage");
  console.log(JSON.stringify({ cold, warm, overview, linkage }));
} finally {
  await browser.close();
}
