// Sends facts and watches the wall paint them: node paint.mjs SERVER FACTS, with TOKEN and CHROMIUM
// in the environment. Prints the milliseconds of each fact by phase, as JSON.
//
// Both ends read the same machine's clock (Date.now), which is exact to a millisecond. What counts is
// what the page shows: the number of today's events in the ticker's heading, which each fact raises by
// one. Once that text has changed, the change is painted when the second animation frame begins. A page
// that complains or loads itself anew has nothing to be measured by: the bench fails then.

import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium } from "playwright-core";

const [server, file] = process.argv.slice(2);
const facts = readFileSync(file, "utf8").split("\n");
const PHASES = [
  { name: "1 fact a second", every: 1000, count: 30 },
  { name: "50 facts a second", every: 20, count: 1000 },
];
const UNIT = "310104";
const NUMBER = ".ticker-head .num";

/** Runs in the page before its own scripts: notes which numbers were painted when. */
function watchPaints(selector) {
  window.paints = [];
  const read = () => Number(document.querySelector(selector)?.textContent.replaceAll(",", ""));
  let last;
  const look = () => {
    const count = read();
    if (!(count > (last ?? -1))) return;
    last = count;
    const painted = () => window.paints.push([count, Date.now()]);
    requestAnimationFrame(() => requestAnimationFrame(painted));
  };
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
  });
}

/** Where the server's numbers stand: the log's end, and today's events of the unit. */
async function standing() {
  const answer = await fetch(`${server}/api/v1/units/${UNIT}/snapshot?scene=overview`);
  const { cursor, metrics } = await answer.json();
  return { seq: cursor.seq, count: metrics["today.event"] };
}

async function post(body) {
  const sent = Date.now();
  const answer = await fetch(`${server}/api/v1/facts`, {
    method: "POST",
    headers: { authorization: `Bearer ${process.env.TOKEN}` },
    body,
  });
  const receipt = await answer.json();
  if (receipt.accepted !== 1) throw new Error(JSON.stringify(receipt));
  return { sent, seq: receipt.cursor.seq };
}

/** Sends at an even pace, whatever the answers take. */
async function run(page, { every, count }) {
  const before = await standing();
  const start = performance.now();
  const answers = [];
  for (let index = 0; index < count; index += 1) {
    await sleep(Math.max(0, start + index * every - performance.now()));
    answers.push(post(facts.shift()));
  }
  const posted = await Promise.all(answers);
  const shown = (seq) => before.count + seq - before.seq;
  await page.waitForFunction((all) => window.paints.at(-1)?.[0] >= all, before.count + count);
  const paints = await page.evaluate(() => window.paints);
  return posted.map(({ sent, seq }) => paints.find(([number]) => number >= shown(seq))[1] - sent);
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM });
try {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  let loads = 0;
  page.on("load", () => (loads += 1));
  await page.addInitScript(watchPaints, NUMBER);
  await page.goto(`${server}/units/${UNIT}?mode=wall`);
  await sleep(2000);
  // The first ones warm everything up.
  await run(page, { every: 200, count: 10 });
  const times = {};
  for (const phase of PHASES) {
    // So that the first fact does not come within a tick of the last one before.
    await sleep(1000);
    times[phase.name] = await run(page, phase);
  }
  if (loads > 1) complaints.push(`the page loaded ${loads} times`);
  if (complaints.length > 0) throw new Error(complaints.join("\n"));
  console.log(JSON.stringify(times));
} finally {
  await browser.close();
}
