// Starts a unit's page: the program on the data that the page was rendered from, or, in a browser that cannot run it,
// the scripts that keep the server's own rendering up to date (`plain.js`). Which of the two is found out by trying.

import { keepAlive } from "./alive/alive.js";
import { isServed } from "./alive/server.js";
import { sayStopped, watch } from "./alive/watchdog.js";
import { offerHold } from "./hold.js";

const root = document.documentElement;
const script = document.querySelector("script[data-wasm]");

/** A program that stopped so often within so short a time is given up for this page. */
const CRASHES = { most: 3, within: 600_000, kept: "liandong-crashes" };

// Leptos expects these from inline scripts, which this page does not allow.
Object.assign(globalThis, { __RESOLVED_RESOURCES: [], __SERIALIZED_ERRORS: [], __INCOMPLETE_CHUNKS: [] });

/** The program, compiled; nothing where this browser has no WebAssembly, or not all that the program uses. */
async function load() {
  if (typeof WebAssembly !== "object" || crashes().length >= CRASHES.most) return undefined;
  try {
    const program = await import(script.dataset.js);
    await program.default({ module_or_path: script.dataset.wasm });
    return program;
  } catch (error) {
    // A server that went away while the page came says nothing about the browser.
    if (!(await isServed())) throw error;
    console.info(`without the program: ${error}`);
    return undefined;
  }
}

async function start() {
  const program = await load();
  if (program) {
    const page = document.getElementById("page").textContent;
    program.hydrate(Uint8Array.from(atob(page), (letter) => letter.charCodeAt(0)));
    watch(program.ticks, startAfresh);
  } else {
    const { startPlain } = await import("./plain.js");
    startPlain();
  }
  keepAlive();
  offerHold();
  if (document.querySelector(".scene:not(.wall)")) giveWay();
}

/** In a reader's browser; who spaces nothing misses nothing where the server went away meanwhile. */
function giveWay() {
  import("./spacing.js").then((spacing) => spacing.giveWay(), (error) => console.info(`without spacing: ${error}`));
}

const isTyping = () => document.activeElement instanceof HTMLInputElement;

// A screen that nobody touches has to help itself; but never replaces readable numbers by an error page.
async function startAfresh() {
  if (root.dataset.program === "stopped") return;
  root.dataset.program = "stopped";
  sayStopped();
  note();
  do {
    await new Promise((resume) => setTimeout(resume, 10_000 + Math.random() * 20_000));
  } while (isTyping() || !(await isServed()));
  location.reload();
}

/** When the program stopped, lately. The date may be wrong, but it is the same wrong date. */
function crashes() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(CRASHES.kept) ?? "[]");
    return kept.filter((at) => Math.abs(Date.now() - at) < CRASHES.within);
  } catch {
    return [];
  }
}

function note() {
  try {
    sessionStorage.setItem(CRASHES.kept, JSON.stringify([...crashes(), Date.now()]));
  } catch {
    // Nothing may be kept here: the program is tried each time.
  }
}

/** Whether the program broke off: from then on nothing of it can be trusted. */
const isBroken = (error) =>
  typeof WebAssembly === "object" && error instanceof WebAssembly.RuntimeError;

addEventListener("error", ({ error }) => isBroken(error) && startAfresh());
addEventListener("unhandledrejection", ({ reason }) => isBroken(reason) && startAfresh());
start().catch((error) => {
  console.error(error);
  startAfresh();
});
