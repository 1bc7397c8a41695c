// Browser windows that are watched: whatever the page complains about fails the test.

import assert from "node:assert/strict";
import { after, before } from "node:test";

import { chromium } from "playwright-core";

import { prepareData } from "./server.mjs";
import { DEADLINE_MS, within } from "./until.mjs";

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const WALL = { width: 1920, height: 1080 };
/** A browser that answers no more must not hold up all other tests: neither in a test, nor while it is opened or closed. */
const LONGEST_MS = 300_000;
const LONGEST_CLOSING_MS = 30_000;
// What Chromium says by itself when nobody listens at the address.
const REFUSED = /ERR_CONNECTION_(REFUSED|RESET|CLOSED)|ERR_EMPTY_RESPONSE|WebSocket connection to|error occurred when fetching the script/;
const OFFLINE = /ERR_INTERNET_DISCONNECTED/;

/**
 * One browser and one prepared data folder for the tests of a file. Each test made with `run` has a
 * server and windows of its own.
 *
 * @param {{ binary?: () => Promise<string>, ignore?: RegExp }} which Another browser than the machine's, and what
 * it may complain about.
 */
export function useBrowser({ binary, ignore } = {}) {
  let browser;
  let data;
  before(async () => {
    const executablePath = (await binary?.()) ?? process.env.CHROMIUM ?? "/usr/bin/chromium";
    [data, browser] = await Promise.all([
      prepareData(),
      chromium.launch({ executablePath, args: ARGUMENTS }),
    ]);
  }, { timeout: LONGEST_MS });
  after(async () => {
    await closed(browser);
    await data?.remove();
  });
  return (body) => async (test) => {
    const server = await data.server();
    const screens = new Screens(browser, server, ignore);
    try {
      await within(LONGEST_MS, body({ server, screens }), () => `not done after ${LONGEST_MS / 1000} s`);
      assert.deepEqual(screens.complaints, []);
    } catch (error) {
      // Often the reason for what went wrong afterwards.
      for (const complaint of screens.complaints) test.diagnostic(complaint);
      throw error;
    } finally {
      await server.kill();
      await closed(screens, test);
    }
  };
}

/** Closes it. Where Chromium will not, nothing is wrong with the pages, and it ends with the process. */
async function closed(one, test) {
  const says = () => `Chromium did not close in ${LONGEST_CLOSING_MS / 1000} s`;
  try {
    await within(LONGEST_CLOSING_MS, one?.close(), says);
  } catch (error) {
    test?.diagnostic(String(error));
  }
}

class Screens {
  /** What pages complained about so far. */
  complaints = [];
  #browser;
  #server;
  #contexts = [];
  #serverIsDown = false;
  #isOffline = false;
  #refusals = [];
  #ignored;

  constructor(browser, server, ignored) {
    this.#browser = browser;
    this.#server = server;
    this.#ignored = ignored;
  }

  /** From now on a page may find nobody at the server's address. */
  expectServerDown() {
    this.#serverIsDown = true;
  }

  /** From now on a page may have no connection at all. */
  expectOffline() {
    this.#isOffline = true;
  }

  /** From now on the server may refuse what is asked of it in this way. */
  expectRefusal(status) {
    this.#refusals.push(status);
  }

  /** A window that shows nothing yet. */
  async window(options = {}) {
    const context = await this.#browser.newContext({
      baseURL: this.#server.url,
      viewport: WALL,
      ...options,
    });
    this.#contexts.push(context);
    context.setDefaultTimeout(DEADLINE_MS);
    const page = await context.newPage();
    this.#watch(page);
    return page;
  }

  /** A window on a page that the program has taken over and that the server speaks to. */
  async live(path, options) {
    const page = await this.window(options);
    await page.goto(path);
    await isLive(page);
    return page;
  }

  async close() {
    await Promise.all(this.#contexts.map((context) => context.close()));
  }

  #watch(page) {
    page.on("console", (message) => {
      const { url } = message.location();
      // Told of by its response, where it is one that should have been there.
      const isAnswer = url === page.url() && message.text().startsWith("Failed to load resource");
      // A refusal that is expected is looked at where its response is told of.
      const isRefusal = this.#refusals.some((status) => message.text().includes(`status of ${status}`));
      if (["error", "warning", "assert"].includes(message.type()) && !isAnswer && !isRefusal) {
        this.#complain(`console: ${message.text()} (${url})`);
      }
    });
    page.on("pageerror", (error) => this.#complain(`error: ${error.stack ?? error}`));
    page.on("requestfailed", (request) => {
      const reason = request.failure()?.errorText;
      // So Chromium says when scripts are off, or when a page is left while it still loads.
      if (reason === "csp" || reason === "net::ERR_ABORTED") return;
      this.#complain(`request: ${request.url()} ${reason}`);
    });
    page.on("response", (response) => {
      // A page that is missing on purpose is the test's own affair; its files are not.
      const isDocument = response.request().resourceType() === "document";
      const isExpected = this.#refusals.includes(response.status());
      if (response.status() >= 400 && !isDocument && !isExpected) {
        this.#complain(`response: ${response.status()} ${response.url()}`);
      }
    });
  }

  #complain(text) {
    const isExpected =
      (this.#serverIsDown && REFUSED.test(text)) || (this.#isOffline && OFFLINE.test(text));
    if (!isExpected && !this.#ignored?.test(text)) this.complaints.push(text);
  }
}

/** Waits until the plaque says that the numbers are live. */
export async function isLive(page) {
  await page.locator(".state[data-state=live]").waitFor();
}

/** Waits until an element's text is this. */
export async function says(page, selector, text) {
  await page
    .waitForFunction(
      ([selector, text]) => document.querySelector(selector)?.textContent.trim() === text,
      [selector, text],
    )
    .catch(async (error) => {
      const now = await page.locator(selector).first().textContent();
      throw new Error(`${selector} says “${now}”, not “${text}”`, { cause: error });
    });
}

/** A count as the pages write it, below ten thousand times a hundred. */
export const written = (count) => count.toLocaleString("en-US");
