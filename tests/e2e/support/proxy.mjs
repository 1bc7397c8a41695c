// A network between screens and server that can be made to fail: a TCP proxy.

import { once } from "node:events";
import { connect, createServer } from "node:net";

/** Starts one in front of a server; `url` is where screens find it. */
export async function proxyTo(server) {
  const proxy = new Proxy(new URL(server.url).port);
  await proxy.start();
  return proxy;
}

class Proxy {
  #target;
  #listener;
  #pairs = new Set();
  /** Whether what is sent gets nowhere, in both directions, and nobody is told. */
  #swallows = false;
  #refuses = false;
  #idleMs;

  constructor(target) {
    this.#target = target;
  }

  get url() {
    return `http://127.0.0.1:${this.#listener.address().port}`;
  }

  async start() {
    this.#listener = createServer((near) => this.#accept(near));
    this.#listener.listen(0, "127.0.0.1");
    await once(this.#listener, "listening");
  }

  /** Ends every connection there is. */
  cut() {
    for (const [near, far] of this.#pairs) {
      near.destroy();
      far.destroy();
    }
  }

  refuse(refuses) {
    this.#refuses = refuses;
    if (refuses) this.cut();
  }

  swallow(swallows) {
    this.#swallows = swallows;
  }

  /** Ends connections on which nothing was said for so long. */
  killIdle(ms) {
    this.#idleMs = ms;
  }

  stop() {
    this.cut();
    this.#listener.close();
  }

  #accept(near) {
    if (this.#refuses) return near.destroy();
    const far = connect(this.#target, "127.0.0.1");
    const pair = [near, far];
    this.#pairs.add(pair);
    const end = () => {
      this.#pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const [from, to] of [pair, [far, near]]) {
      from.on("data", (chunk) => this.#swallows || to.write(chunk));
      from.on("error", end);
      from.on("close", end);
      if (this.#idleMs) from.setTimeout(this.#idleMs, end);
    }
  }
}
