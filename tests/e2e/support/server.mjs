// The real server, as an operator would run it: its own process, its own data folder.

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

import { within } from "./until.mjs";

const BINARY = process.env.LIANDONG_BIN;
/** For a start with the demonstration, or an orderly end. */
const LONGEST_MS = 60_000;
// Small, and still: nothing moves that a test did not send.
const DEMONSTRATION = ["--demo", "--demo-scale", "2", "--demo-rate", "0"];

// A test run that is broken off leaves no server behind.
const running = new Set();
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));

/** A data folder with the demonstration in it, to be copied, and a token that may send facts of all of it. */
export async function prepareData() {
  if (!BINARY) throw new Error("LIANDONG_BIN has to name the server's binary");
  const folder = await mkdtemp(join(tmpdir(), "liandong-e2e-"));
  const data = join(folder, "template");
  const server = new Server(data);
  await server.start();
  await server.stop();
  const create = ["token", "create", "--unit", "31", "--data", data];
  const { stdout } = await promisify(execFile)(BINARY, create);
  let copies = 0;
  return {
    async server() {
      copies += 1;
      const copy = join(folder, `data-${copies}`);
      await cp(data, copy, { recursive: true });
      const server = new Server(copy, stdout.trim());
      await server.start();
      return server;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

class Server {
  #data;
  #token;
  #process;
  #log = "";
  #sent = 0;
  #port = 0;

  constructor(data, token) {
    this.#data = data;
    this.#token = token;
  }

  get url() {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** The code that it asks for at the first start. */
  get setupCode() {
    return this.#log.match(/code="([^"]+)"/)?.[1];
  }

  /** Starts it: the first time on a free port, then on the same one again, where the screens look for it. */
  async start() {
    const listen = ["--listen", `127.0.0.1:${this.#port}`];
    const child = spawn(BINARY, ["serve", ...listen, "--data", this.#data, ...DEMONSTRATION], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#process = child;
    running.add(child);
    child.once("exit", () => running.delete(child));
    child.stderr.on("data", (chunk) => (this.#log = (this.#log + chunk).slice(-10_000)));
    const line = once(createInterface(child.stdout), "line");
    const gone = once(child, "exit").then(() => {
      throw new Error(`the server did not start:\n${this.#log}`);
    });
    gone.catch(() => {});
    const [address] = await this.#within(Promise.race([line, gone]), "start");
    this.#port = Number(new URL(address).port);
  }

  /** Ends it in order. */
  stop() {
    return this.#end("SIGTERM");
  }

  /** Ends it as a power failure would. */
  kill() {
    return this.#end("SIGKILL");
  }

  async #end(signal) {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, "exit");
    child.kill(signal);
    await this.#within(exit, "end");
  }

  /** What is done in time; otherwise an error with what the server said last. */
  async #within(done, what) {
    const said = () => `the server did not ${what} in ${LONGEST_MS / 1000} s:\n${this.#log}`;
    return within(LONGEST_MS, done, said);
  }

  /** Sends facts, and gives the sequence number that they end at. */
  async send(...facts) {
    const response = await fetch(`${this.url}/api/v1/facts`, {
      method: "POST",
      headers: { authorization: `Bearer ${this.#token}`, "content-type": "application/json" },
      body: JSON.stringify(facts.map((fact) => this.#complete(fact))),
    });
    const receipt = await response.json();
    if (receipt.accepted !== facts.length) {
      throw new Error(`not accepted: ${JSON.stringify(receipt)}`);
    }
    return receipt.cursor.seq;
  }

  #complete(fact) {
    this.#sent += 1;
    return { id: `e2e-${this.#sent}`, at: new Date().toISOString(), ...fact };
  }

  /** What a display of the unit would get. */
  async snapshot(unit) {
    const response = await fetch(`${this.url}/api/v1/units/${unit}/snapshot`);
    return response.json();
  }
}
