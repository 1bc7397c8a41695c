// Does what staff do and watches a wall two levels up paint it: node act.mjs SERVER ACTS, with COOKIE and
// CHROMIUM in the environment. Each line of the acts is a unit's code and what it does, as the console's
// forms send it.

import { readFileSync } from "node:fs";

import { measure } from "./wall.mjs";

const [server, file] = process.argv.slice(2);
const acts = readFileSync(file, "utf8").split("\n");

async function send() {
  const [unit, act] = JSON.parse(acts.shift());
  const answer = await fetch(`${server}/api/v1/units/${unit}/acts`, {
    method: "POST",
    headers: { "content-type": "application/json", cookie: process.env.COOKIE },
    body: JSON.stringify(act),
  });
  const done = await answer.json();
  if (answer.status !== 201) throw new Error(JSON.stringify(done));
  return done.seq;
}

await measure({ server, unit: "310104", scene: "linkage", send }, [
  { name: "1 act a second", every: 1000, count: 60 },
]);
