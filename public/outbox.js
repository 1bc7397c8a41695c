// Logs that are written and not yet with the server. They stay on the device, each with its own id, and are
// sent when there is a connection: however often one is sent, it counts once. Until then the page says so.

import { call } from "/console.js";

export const DRAFT = "/api/v1/drafts/log.new";

const EVERY_MS = 5_000;
/** Answers after which sending the same again can help. */
const PASSING = (status) => status >= 500 || status === 429 || status === 408;

const place = document.getElementById("outbox");
const key = `liandong.outbox.${place?.dataset.account ?? ""}`;
let sending = false;

function read() {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? [];
  } catch {
    return [];
  }
}

function keep(waiting) {
  if (waiting.length) localStorage.setItem(key, JSON.stringify(waiting));
  else localStorage.removeItem(key);
  show(waiting);
}

/** What is still here, in words; a log that the server does not take says why and can be written anew. */
function show(waiting) {
  if (!place) return;
  const lines = waiting.map(({ id, body, refused }) => {
    const line = document.createElement("p");
    const begin = [...body.text].slice(0, 20).join("");
    line.textContent = refused
      ? `未提交：“${begin}”。${refused}`
      : `未提交：“${begin}”。没有连接，恢复后自动提交。`;
    if (refused) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "取回修改";
      button.addEventListener("click", () => takeBack(id));
      line.append(" ", button);
    }
    return line;
  });
  place.replaceChildren(...lines);
}

function takeBack(id) {
  const waiting = read();
  const found = waiting.find((one) => one.id === id);
  if (!found) return;
  keep(waiting.filter((one) => one.id !== id));
  document.dispatchEvent(new CustomEvent("taken-back", { detail: found }));
  if (!document.getElementById("write-log")) {
    sessionStorage.setItem("liandong.taken-back", JSON.stringify(found));
    location.assign("/console/logs/new");
  }
}

/** A new id: without digits, which might look like somebody's number. Pages over plain HTTP have no `randomUUID`. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(28));
  return String.fromCharCode(...bytes.map((byte) => 97 + (byte % 26)));
}

/** Puts a log with what has yet to be sent. */
export function put(entry) {
  keep([...read().filter(({ id }) => id !== entry.id), entry]);
}

/** Takes a log away: it is with the server, or written anew. */
export function remove(id) {
  keep(read().filter((one) => one.id !== id));
}

/** Sends one log: `sent`, `offline`, or why it was refused. */
export async function send({ id, unit, body }) {
  let response;
  try {
    response = await call(`POST /api/v1/units/${unit}/acts`, { ...body, id });
  } catch {
    return { state: "offline" };
  }
  const { ok, status, answer } = response;
  if (ok) return { state: "sent", id: answer.id ?? id };
  if (PASSING(status) || answer.code === "not_signed_in") return { state: "offline", answer };
  return { state: "refused", answer };
}

/** Has the server forget its draft, where that is the one that became this log. */
export async function forgetDraft(id) {
  const kept = await call(`GET ${DRAFT}`).catch(() => null);
  if (kept?.ok && kept.answer.body?.id === id) await call(`DELETE ${DRAFT}`).catch(() => null);
}

/** Whether a log waits to be sent. */
export const waits = (id) => read().some((one) => one.id === id);

/** Sends what waits, one after the other; stops at the first that gets nowhere. */
export async function flush() {
  if (sending) return;
  sending = true;
  try {
    for (const entry of read().filter(({ refused }) => !refused)) {
      const { state, answer } = await send(entry);
      if (state === "offline") break;
      if (state === "sent") {
        remove(entry.id);
        if (entry.saved) await forgetDraft(entry.id);
        document.dispatchEvent(new CustomEvent("log-sent", { detail: entry }));
      } else put({ ...entry, refused: answer.detail ?? "服务器没有接受" });
    }
  } finally {
    sending = false;
  }
}

if (place) {
  show(read());
  flush();
  addEventListener("online", flush);
  setInterval(() => read().length && flush(), EVERY_MS);
}
