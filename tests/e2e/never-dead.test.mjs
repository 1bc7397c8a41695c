// Whatever happens to network, server, browser or clock: a panel shows the last good picture and how old it is, and is
// live again by itself.

import assert from "node:assert/strict";
import { test } from "node:test";

import { COMMUNITY, DISTRICT, newMember } from "./support/facts.mjs";
import { proxyTo } from "./support/proxy.mjs";
import { isLive, says, useBrowser, written } from "./support/screens.mjs";
import { until } from "./support/until.mjs";

// What a browser says of a page whose program it cannot run, and of a connection that is cut in the middle.
const run = useBrowser({ ignore: /preloaded using link preload|ERR_SOCKET_NOT_CONNECTED/ });
const MEMBERS = ".member .total";
const WALL = `/units/${DISTRICT}?mode=wall`;
const TURNING = `${WALL}&rotate=overview,linkage`;
const YEAR_MS = 366 * 86_400_000;
/** A panel is live again so long after its server is. */
const BACK_MS = 25_000;

const age = (page) => page.locator("#app .scene").getAttribute("data-age");
const marks = (page) => page.evaluate(() => (globalThis.isSamePage = true));
const isSamePage = (page) => page.evaluate(() => globalThis.isSamePage === true);

/** That nobody would take the page for a broken screen: a ground of its own, and words on it. */
async function isNotWhite(page) {
  const [ground, words] = await page.evaluate(() => {
    const picture = document.querySelector(".scene") ?? document.documentElement;
    return [getComputedStyle(picture).backgroundColor, document.body.innerText.length];
  });
  assert.notEqual(ground, "rgb(255, 255, 255)");
  assert.notEqual(ground, "rgba(0, 0, 0, 0)");
  assert.ok(words > 10, "there is something to read");
}

test(
  "after ten minutes without a server a panel is live again in time, with the right numbers, on the same page",
  run(async ({ server, screens }) => {
    const page = await screens.window();
    await page.clock.install();
    await page.goto(WALL);
    await isLive(page);
    await marks(page);
    const { metrics } = await server.snapshot(DISTRICT);
    const before = written(metrics["member.total"]);
    const after = written(metrics["member.total"] + 1);

    screens.expectServerDown();
    await server.kill();
    await says(page, ".state strong", "重连中");
    for (let minute = 0; minute < 10; minute += 1) {
      await page.clock.fastForward(60_000);
      await page.clock.runFor(2_000);
      assert.equal(await page.locator(MEMBERS).innerText(), before);
    }
    assert.equal(await age(page), "delayed");
    await isNotWhite(page);

    await server.start();
    await server.send(newMember(COMMUNITY, "dead-1"));
    let waited = 0;
    await until("it is live again", async () => {
      const shown = await page.locator(MEMBERS).innerText();
      assert.ok([before, after].includes(shown), `never ${shown}`);
      if ((await page.locator(".state").getAttribute("data-state")) === "live") return true;
      waited += 500;
      await page.clock.runFor(500);
      return false;
    });
    assert.ok(waited <= BACK_MS, `live after ${waited} ms`);
    await says(page, MEMBERS, after);
    assert.equal(await isSamePage(page), true, "it was not loaded anew");
  }),
);

test(
  "a panel that is switched on while the server is gone shows the picture that it kept, and goes on once it is back",
  run(async ({ server, screens }) => {
    const page = await screens.live(WALL);
    await until("the picture is kept", () =>
      page.evaluate(async () => Boolean(await (await caches.open("liandong-pictures")).match(location.href))),
    );
    const members = await page.locator(MEMBERS).innerText();
    screens.expectServerDown();
    await server.kill();

    // Another page of the same browser, as after a loss of power.
    const cold = await page.context().newPage();
    await page.close();
    await cold.goto(WALL);
    assert.equal(await cold.locator("html[data-kept]").count(), 1);
    assert.match(await cold.locator(".plate").innerText(), /服务器无法连接[^]*本屏保存的最后画面[^]*数据截至 \d+月\d+日 \d\d:\d\d/);
    assert.equal(await cold.locator(".plate").isVisible(), true);
    assert.equal(await cold.locator(".clock").innerText(), "--:--");
    assert.equal(await cold.locator(MEMBERS).innerText(), members);
    assert.equal(await age(cold), "offline");
    await isNotWhite(cold);
    const colours = await cold.evaluate(() => getComputedStyle(document.querySelector(".member .total")).color);
    assert.notEqual(colours, "rgb(241, 196, 105)", "it does not look new");

    await server.start();
    await isLive(cold);
    assert.equal(await cold.locator("html[data-kept]").count(), 0);
  }),
);

test(
  "a panel that has kept nothing yet says that it waits",
  run(async ({ server, screens }) => {
    const page = await screens.live(WALL);
    await page.evaluate(() => navigator.serviceWorker.ready);
    screens.expectServerDown();
    await server.kill();
    const cold = await page.context().newPage();
    await cold.goto(WALL.replace(DISTRICT, COMMUNITY));
    assert.match(await cold.locator("h1").innerText(), /服务器无法连接/);
    await isNotWhite(cold);
    await server.start();
    await isLive(cold);
  }),
);

test(
  "nothing that somebody signs in for is kept, nor any answer of the API",
  run(async ({ server, screens }) => {
    const page = await screens.live(WALL);
    await page.evaluate(() => navigator.serviceWorker.ready);
    for (const path of ["/", "/sign-in", `/units/${DISTRICT}`, `/api/v1/units/${DISTRICT}/snapshot`]) {
      await page.evaluate((path) => fetch(path), path);
    }
    await page.goto("/sign-in");
    await page.goto(WALL);
    await until("the picture is kept", () => page.evaluate(async () => (await caches.has("liandong-pictures"))));
    const kept = await page.evaluate(async () => {
      const names = await caches.keys();
      const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return all.flat().map(({ url }) => new URL(url).pathname);
    });
    const isExpected = (path) => /^\/units\/310104$|\.(js|css|wasm|woff2|svg)$/.test(path);
    assert.deepEqual(kept.filter((path) => !isExpected(path)), []);
    assert.ok(server);
  }),
);

test(
  "a program that stands still or breaks off is called live no more, and begins afresh",
  run(async ({ server, screens }) => {
    const stands = async (page) => {
      await page.evaluate(() => globalThis.seconds.forEach(clearInterval));
      await page.clock.runFor(11_000);
    };
    const breaks = (page) =>
      page.evaluate(() => {
        const error = new WebAssembly.RuntimeError("unreachable");
        dispatchEvent(new ErrorEvent("error", { error }));
      });
    for (const fails of [stands, breaks]) {
      const page = await screens.window();
      await page.clock.install();
      await page.addInitScript(() => {
        // The program's own.
        globalThis.seconds = [];
        const begin = globalThis.setInterval;
        globalThis.setInterval = (callback, ms, ...rest) => {
          const timer = begin(callback, ms, ...rest);
          if (new Error().stack.includes("wasm")) globalThis.seconds.push(timer);
          return timer;
        };
      });
      await page.goto(WALL);
      await isLive(page);
      await marks(page);
      await page.clock.runFor(2_000);
      await fails(page);
      await says(page, ".state strong", "已停止");
      assert.equal(await age(page), "offline");
      assert.match(await page.locator(".plate").innerText(), /画面已停止更新/);
      await until("it begins afresh", async () => {
        await page.clock.runFor(5_000).catch(() => {});
        return !(await isSamePage(page).catch(() => true));
      });
      await isLive(page);
      await page.close();
    }
    assert.ok(server);
  }),
);

test(
  "a program that breaks off again and again is given up for the server's own rendering",
  run(async ({ screens }) => {
    const page = await screens.window();
    await page.addInitScript(() => {
      sessionStorage.setItem("liandong-crashes", JSON.stringify([Date.now(), Date.now(), Date.now()]));
    });
    await page.goto(WALL);
    await isLive(page);
    assert.equal(await page.evaluate(() => document.documentElement.dataset.program), "plain");
  }),
);

test(
  "a panel whose date is a year off, or jumps, says the server's time and stays live",
  run(async ({ server, screens }) => {
    for (const isPlain of [false, true]) {
      const page = await screens.window();
      await page.addInitScript(
        ([off, isPlain]) => {
          if (isPlain) delete globalThis.WebAssembly;
          globalThis.off = off;
          const True = Date;
          globalThis.Date = class extends True {
            constructor(...parts) {
              super(...(parts.length > 0 ? parts : [True.now() + globalThis.off]));
            }
            static now = () => True.now() + globalThis.off;
          };
        },
        [-YEAR_MS, isPlain],
      );
      await page.goto(WALL);
      await isLive(page);
      const { server_time: time, utc_offset: offset } = await server.snapshot(DISTRICT);
      const there = new Date(Date.parse(time) || time);
      const day = new Date(there.getTime() + offset * 1000).toISOString().slice(0, 10).split("-").map(Number);
      assert.equal(await page.locator(".day .date").innerText(), `${day[0]}年${day[1]}月${day[2]}日`);
      for (const off of [YEAR_MS, -YEAR_MS, 0]) {
        await page.evaluate((off) => (globalThis.off = off), off);
        // Two ticks, so that the jump is noticed.
        await page.waitForTimeout(2_200);
        await isLive(page);
        assert.equal(await age(page), "live");
      }
      const clock = await page.locator(".clock").innerText();
      const now = new Date(Date.now() + offset * 1000).toISOString().slice(11, 16);
      const near = new Date(Date.now() + offset * 1000 - 60_000).toISOString().slice(11, 16);
      assert.ok([now, near].includes(clock), clock);
      await page.close();
    }
  }),
);

test(
  "a network that comes and goes leaves no wrong number behind",
  run(async ({ server, screens }) => {
    const proxy = await proxyTo(server);
    screens.expectServerDown();
    try {
      for (const isPlain of [false, true]) {
        const page = await screens.window({ baseURL: proxy.url });
        if (isPlain) await page.addInitScript(() => delete globalThis.WebAssembly);
        await page.goto(WALL);
        await isLive(page);
        await marks(page);
        const { metrics } = await server.snapshot(DISTRICT);
        for (let time = 0; time < 12; time += 1) {
          proxy.refuse(time % 3 === 0);
          proxy.cut();
          await server.send(newMember(COMMUNITY, `flap-${isPlain}-${time}`));
          await page.waitForTimeout(100 + (time % 4) * 200);
        }
        proxy.refuse(false);
        await says(page, MEMBERS, written(metrics["member.total"] + 12));
        await isLive(page);
        assert.equal(await isSamePage(page), true);
        await page.close();
      }
    } finally {
      proxy.stop();
    }
  }),
);

test(
  "a proxy that ends idle connections, and one that swallows what is sent, are noticed",
  run(async ({ server, screens }) => {
    const proxy = await proxyTo(server);
    screens.expectServerDown();
    try {
      proxy.killIdle(1_500);
      const page = await screens.window({ baseURL: proxy.url });
      await page.clock.install();
      await page.goto(WALL);
      await isLive(page);
      await marks(page);
      // Cut off again and again, it is back each time.
      for (let time = 0; time < 3; time += 1) {
        await says(page, ".state strong", "重连中");
        await until("it is live again", async () => {
          await page.clock.runFor(250);
          return (await page.locator(".state").getAttribute("data-state")) === "live";
        });
      }

      proxy.killIdle(undefined);
      proxy.cut();
      await until("it is live again", async () => {
        await page.clock.runFor(250);
        return (await page.locator(".state").getAttribute("data-state")) === "live";
      });
      proxy.swallow(true);
      const { metrics } = await server.snapshot(DISTRICT);
      await server.send(newMember(COMMUNITY, "swallowed"));
      await page.clock.runFor(46_000);
      await says(page, ".state strong", "重连中");
      await page.clock.runFor(16_000);
      await says(page, ".state strong", "数据延迟");
      proxy.swallow(false);
      await until("the number is there", async () => {
        await page.clock.runFor(1_000);
        return (await page.locator(MEMBERS).innerText()) === written(metrics["member.total"] + 1);
      });
      assert.equal(await isSamePage(page), true);
    } finally {
      proxy.stop();
    }
  }),
);

test(
  "another version is moved to between two scenes, and each day at its hour a panel begins afresh",
  run(async ({ server, screens }) => {
    const tell = (page, notice) =>
      page.evaluate((notice) => {
        const detail = JSON.stringify(notice);
        document.dispatchEvent(new CustomEvent("liandong:notice", { detail }));
      }, notice);
    const scene = (page) => page.evaluate(() => document.querySelector("#app .scene").dataset.scene);

    // A clock that runs ahead gives up on connections before they stand.
    screens.expectServerDown();
    const page = await screens.window();
    await page.clock.install();
    await page.goto(TURNING);
    await isLive(page);
    await marks(page);
    await tell(page, { kind: "version", version: "another", wait_ms: 5_000 });
    let last = await scene(page);
    await until("it is loaded anew", async () => {
      const same = await isSamePage(page).catch(() => false);
      if (!same) return true;
      last = await scene(page).catch(() => last);
      await page.clock.runFor(500).catch(() => {});
      return false;
    });
    assert.equal(last, "linkage", "not before the scene had its time");
    await isLive(page);

    const daily = await screens.window();
    await daily.clock.install();
    await daily.goto(WALL);
    await isLive(daily);
    await marks(daily);
    const now = new Date(Date.now() + 8 * 3_600_000 + 120_000).toISOString();
    const settings = { kind: "settings", server_time: Date.now(), utc_offset: 28_800, hours: { restart: now.slice(11, 16) } };
    await tell(daily, settings);
    await daily.clock.runFor(30_000);
    assert.equal(await isSamePage(daily), true, "not before its hour");
    await until("it begins afresh", async () => {
      if (!(await isSamePage(daily).catch(() => false))) return true;
      await daily.clock.runFor(20_000).catch(() => {});
      return false;
    });
    await isLive(daily);
    assert.ok(server);
  }),
);
