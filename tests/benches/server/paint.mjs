// Sends facts and watches the wall paint them: node paint.mjs SERVER FACTS, with TOKEN and CHROMIUM
// in the environment.

import { readFileSync } from "node:fs";

import { measure } from "./wall.mjs";

const [server, file] = process.argv.slice(2);
const facts = readFileSync(file, "utf8").split("\n");

async function send() {
  const answer = await fetch(`${server}/api/v1/facts`, {
    method: "POST",
    headers: { authorization: `Bearer ${process.env.TOKEN}` },
    body: facts.shift(),
  });
  const receipt = await answer.json();
  if (receipt.accepted !== 1) throw new Error(JSON.stringify(receipt));
  return receipt.cursor.seq;
}

await measure({ server, unit: "310104", scene: "overview", send }, [
  { name: "1 fact a second", every: 1000, count: 30 },
  { name: "50 facts a second", every: 20, count: 1000 },
]);
