// A wall in Chromium, and how long it takes until it has painted what was sent.
//
// Both ends read the same machine's clock (Date.now), which is exact to a millisecond. What counts is
// what the page shows: the number of today's events in the ticker's heading, which each fact raises by
// one. Once that text has changed, the change is painted when the second animation frame begins. A page
// that complains or loads itself anew has nothing to be measured by: the bench fails then.

import { setTimeout as sleep } from "node:timers/promises";
import { chromium } from "playwright-core";

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
async function standing({ server, unit, scene }) {
  const answer = await fetch(`${server}/api/v1/units/${unit}/snapshot?scene=${scene}`);
  const { cursor, metrics } = await answer.json();
  return { seq: cursor.seq, count: metrics["today.event"] };
}

/** Sends at an even pace, whatever the answers take. */
async function run(page, wall, { every, count }) {
  const before = await standing(wall);
  const start = performance.now();
  const answers = [];
  const send = async () => {
    const sent = Date.now();
    return { sent, seq: await wall.send() };
  };
  for (let index = 0; index < count; index += 1) {
    await sleep(Math.max(0, start + index * every - performance.now()));
    answers.push(send());
  }
  const posted = await Promise.all(answers);
  const shown = (seq) => before.count + seq - before.seq;
  await page.waitForFunction((all) => window.paints.at(-1)?.[0] >= all, before.count + count);
  const paints = await page.evaluate(() => window.paints);
  return posted.map(({ sent, seq }) => paints.find(([number]) => number >= shown(seq))[1] - sent);
}

/**
 * Prints the milliseconds of each fact by phase, as JSON. The wall is of a unit and scene of a server;
 * `send` sends the next fact and tells its place in the log.
 */
export async function measure(wall, phases) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM });
  try {
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    const complaints = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    let loads = 0;
    page.on("load", () => (loads += 1));
    await page.addInitScript(watchPaints, NUMBER);
    await page.goto(`${wall.server}/units/${wall.unit}?mode=wall&scene=${wall.scene}`);
    await sleep(2000);
    // The first ones warm everything up.
    await run(page, wall, { every: 200, count: 10 });
    const times = {};
    for (const phase of phases) {
      // So that the first fact does not come within a tick of the last one before.
      await sleep(1000);
      times[phase.name] = await run(page, wall, phase);
    }
    if (loads > 1) complaints.push(`the page loaded ${loads} times`);
    if (complaints.length > 0) throw new Error(complaints.join("\n"));
    console.log(JSON.stringify(times));
  } finally {
    await browser.close();
  }
}
