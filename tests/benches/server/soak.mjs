// Eight days of a wall in some minutes: node soak.mjs SERVER FACTS, with TOKEN and CHROMIUM in the environment.
//
// What the real server sends to the four scenes is recorded first. Then the page's own program is given it again and
// again by a socket that the page takes for the real one: a hundred deltas, another scene, a hundred deltas. With each
// delta its clock goes on as far as it would in eight days, and its timers with it. Prints what was in memory, as JSON.

import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium } from "playwright-core";

const [server, file] = process.argv.slice(2);
const facts = readFileSync(file, "utf8").split("\n");

const SCENES = ["overview", "linkage", "life", "co_building"];
const UNIT = "310104";
const RECORDED = 40;
const DELTAS = Number(process.env.DELTAS ?? 200_000);
const TURNS = DELTAS / 100;
const DAYS = 8;
const SAMPLES = 20;

/** Runs in the page before its scripts: a socket that plays what was recorded, and a clock that it drives. */
function simulate({ recorded, step }) {
  let now = performance.now();
  const real = performance.now.bind(performance);
  performance.now = () => now;
  const seconds = [];
  const every = globalThis.setInterval;
  globalThis.setInterval = (callback, ms, ...rest) => {
    if (ms !== 1000) return every(callback, ms, ...rest);
    seconds.push(callback);
    return -seconds.length;
  };
  const instantiate = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (...parts) => {
    const made = await instantiate(...parts);
    globalThis.memory = made.instance.exports.memory;
    return made;
  };

  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const messages = Object.fromEntries(
    Object.entries(recorded).map(([scene, all]) => [scene, all.map(bytes)]),
  );
  const keys = Object.keys(messages);
  const start = readTime(messages[keys[0]][0]).time;
  let socket;
  let scene = keys[0];
  let given = 0;

  globalThis.WebSocket = class {
    constructor() {
      socket = this;
      setTimeout(() => this.onopen?.());
    }
    send(said) {
      // Subscribe is the first of what a client says: unit, then scene.
      if (said[0] !== 0) return;
      scene = keys[said[2 + said[1]]];
      setTimeout(() => give(messages[scene][0]));
    }
    close() {}
  };

  function give(message) {
    now += step;
    socket.onmessage?.({ data: atTime(message, start + now).buffer });
    for (const second of seconds) second();
  }

  /** Where the server's time is in a message, after tag and cursor, and what it is. */
  function readTime(message) {
    let at = 1;
    const varint = () => {
      let value = 0n;
      for (let shift = 0n; ; shift += 7n) {
        const byte = message[at++];
        value |= BigInt(byte & 127) << shift;
        if (byte < 128) return value;
      }
    };
    varint();
    varint();
    const from = at;
    return { from, time: Number(varint() >> 1n), to: at };
  }

  function atTime(message, time) {
    const { from, to } = readTime(message);
    const copy = message.slice();
    let rest = BigInt(Math.floor(time)) << 1n;
    for (let place = from; place < to; place += 1) {
      copy[place] = Number(rest & 127n) | (place + 1 < to ? 128 : 0);
      rest >>= 7n;
    }
    return copy;
  }

  const frame = () => new Promise((resume) => requestAnimationFrame(resume));

  /** Turns to a scene, and gives so many deltas of it, some a frame. */
  globalThis.play = async (to, count, unit) => {
    document.dispatchEvent(new CustomEvent("liandong:turn", { detail: `${to} ${unit}` }));
    while (document.querySelector("#app .scene").dataset.scene !== to) await frame();
    const deltas = messages[to].slice(1);
    for (let left = count; left > 0; ) {
      for (let together = 0; together < 5 && left > 0; together += 1, left -= 1) {
        give(deltas[given++ % deltas.length]);
      }
      await frame();
    }
    return real();
  };
}

/** What the server sends to a scene: a snapshot, then deltas. */
async function record(page, scene) {
  await page.evaluate(
    ([url, subscribe]) =>
      new Promise((resume) => {
        globalThis.received = [];
        const socket = new WebSocket(url, "liandong.v1.postcard");
        socket.binaryType = "arraybuffer";
        socket.onmessage = ({ data }) => globalThis.received.push([...new Uint8Array(data)]);
        socket.onopen = () => resume(socket.send(Uint8Array.from(subscribe)));
        globalThis.recording = socket;
      }),
    [`${server.replace("http", "ws")}/live`, subscribe(scene)],
  );
  while ((await page.evaluate(() => globalThis.received.length)) < RECORDED) {
    await send();
    await sleep(100);
  }
  const received = await page.evaluate(() => {
    globalThis.recording.close();
    return globalThis.received;
  });
  // Snapshot and delta are the first two of what a server says.
  return received.filter(([tag]) => tag < 2).map((message) => Buffer.from(message).toString("base64"));
}

const subscribe = (scene) => [0, UNIT.length, ...Buffer.from(UNIT), SCENES.indexOf(scene), 0];

async function send() {
  const answer = await fetch(`${server}/api/v1/facts`, {
    method: "POST",
    headers: { authorization: `Bearer ${process.env.TOKEN}` },
    body: facts.shift(),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

async function sample(session, page) {
  await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  const metric = (wanted) => metrics.find(({ name }) => name === wanted).value;
  const [wasm, elements] = await page.evaluate(() => [
    globalThis.memory.buffer.byteLength,
    document.querySelectorAll("*").length,
  ]);
  return { heap: metric("JSHeapUsedSize"), nodes: metric("Nodes"), listeners: metric("JSEventListeners"), wasm, elements };
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
try {
  const recorder = await browser.newPage();
  await recorder.goto(`${server}/healthz`);
  const recorded = {};
  for (const scene of SCENES) recorded[scene] = await record(recorder, scene);
  await recorder.close();
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.addInitScript(simulate, { recorded, step: (DAYS * 86_400_000) / DELTAS });
  await page.goto(`${server}/units/${UNIT}?mode=wall`);
  await page.waitForSelector(".state[data-state=live]");
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const samples = [];
  for (let turn = 1; turn <= TURNS; turn += 1) {
    const scene = SCENES[turn % SCENES.length];
    await page.evaluate(([scene, unit]) => globalThis.play(scene, 100, unit), [scene, UNIT]);
    if (turn % (TURNS / SAMPLES) === 0) {
      // Always the same picture, without the one that fades.
      await sleep(600);
      samples.push({ turn, scene, ...(await sample(session, page)) });
      if (process.env.WATCH) console.error(JSON.stringify(samples.at(-1)));
    }
  }
  if (complaints.length > 0) throw new Error(complaints.join("\n"));
  console.log(JSON.stringify({ samples, days: DAYS, deltas: DELTAS, turns: TURNS }));
} finally {
  await browser.close();
}
