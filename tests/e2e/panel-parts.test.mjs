// What a panel's scripts decide, without a browser: pairing, playlists, hours, sizes, texts.

import assert from "node:assert/strict";
import { test } from "node:test";

import { holding, readAnnouncements } from "../../public/screen/announcements.js";
import { fit } from "../../public/screen/bezels.js";
import { ServerClock } from "../../public/screen/clock.js";
import { pair } from "../../public/screen/device.js";
import { largest, lettersOf, paginate } from "../../public/screen/fit.js";
import { isWithin, lightAt } from "../../public/screen/hours.js";
import { holds } from "../../public/screen/media.js";
import { describe } from "../../public/screen/model.js";
import { pack } from "../../public/screen/pages.js";
import { Playlist } from "../../public/screen/playlist.js";
import { minuteOf, readSettings } from "../../public/screen/settings.js";
import { stageOf, unitOf, zoomOf } from "../../public/screen/stage.js";

// 2026-06-18 14:32:08 in Shanghai.
const THEN = Date.UTC(2026, 5, 18, 6, 32, 8);
const OFFSET = 8 * 3600;

test("the server's clock goes on by the monotonic one", () => {
  let monotonic = 1000;
  const clock = new ServerClock(() => monotonic);
  assert.equal(clock.now(), null);
  clock.hear(THEN, OFFSET);
  monotonic += 60_000;
  assert.equal(clock.now(), THEN + 60_000);
  assert.equal(clock.secondOfDay(), 14 * 3600 + 33 * 60 + 8);
  const { time, seconds, date, weekday } = clock.local();
  assert.deepEqual([time, seconds, date, weekday], ["14:33", "14:33:08", "2026年6月18日", "星期四"]);
  clock.hear(Number.NaN);
  assert.equal(clock.now(), THEN + 60_000);
});

/** A server that answers one after the other, and a screen in front of it. */
function pairing(answers) {
  const waits = [];
  const shown = [];
  let now = 0;
  const port = {
    post: async (path, form) => {
      const answer = answers.shift();
      if (answer === undefined) throw new Error("no more answers");
      if (answer === "no network") throw new TypeError("Failed to fetch");
      answer.check?.(path, form);
      return { status: 400, body: {}, ...answer };
    },
    wait: async (ms) => {
      if (answers.length === 0) throw new Error("done");
      waits.push(ms);
      now += ms;
    },
    monotonic: () => now,
    random: () => 0.5,
    show: (change) => shown.push(change),
    screen: () => ({ width: "1920", height: "1080" }),
  };
  const done = pair(port).catch((error) => error.message);
  return { done, waits, shown };
}

const CODE = {
  status: 200,
  body: { device_code: "d", user_code: "KTQM-HXRP", expires_in: 600, interval: 5 },
};
const pending = (error) => ({ status: 400, body: { error } });

test("pairing asks as RFC 8628 has it, at the interval that it is told", async () => {
  const { done, waits, shown } = pairing([
    {
      ...CODE,
      check: (path, form) => {
        assert.equal(path, "/api/v1/device/code");
        assert.deepEqual(form, { client_id: "liandong-screen", width: "1920", height: "1080" });
      },
    },
    pending("authorization_pending"),
    pending("slow_down"),
    {
      status: 200,
      body: { access_token: "x" },
      check: (path, form) => {
        assert.equal(path, "/api/v1/device/token");
        assert.deepEqual(form, {
          grant_type: "urn:ietf:params:oauth:grant-type:device_code",
          device_code: "d",
          client_id: "liandong-screen",
        });
      },
    },
  ]);
  await done;
  assert.deepEqual(waits, [5000, 5000, 10_000]);
  assert.equal(shown.at(-1).phase, "paired");
});

test("a refused or expired code gives way to a new one by itself", async () => {
  const second = { ...CODE, body: { ...CODE.body, user_code: "BCDF-GHJK" } };
  const { done, shown } = pairing([CODE, pending("access_denied"), second, pending("expired_token"), CODE]);
  assert.equal(await done, "done");
  const phases = shown.map(({ phase }) => phase).filter(Boolean);
  assert.deepEqual(phases, ["ready", "denied", "ready", "ready"]);
  assert.match(shown.find(({ phase }) => phase === "denied").trouble, /拒绝/);
});

test("a code runs out by the panel's own clock as well", async () => {
  const short = { ...CODE, body: { ...CODE.body, expires_in: 8 } };
  const { done, shown } = pairing([short, pending("authorization_pending"), CODE]);
  assert.equal(await done, "done");
  assert.equal(shown.filter(({ phase }) => phase === "ready").length, 2);
});

test("without a network it goes on trying, and says so", async () => {
  const { done, shown, waits } = pairing(["no network", "no network", CODE, "no network", pending("authorization_pending")]);
  assert.equal(await done, "done");
  const services = shown.map(({ service }) => service).filter(Boolean);
  assert.deepEqual(services, ["down", "down", "up", "down", "up"]);
  assert.ok(waits[1] > waits[0], "it waits longer the second time");
});

test("who asks too often waits as long as is said", async () => {
  const { done, shown, waits } = pairing([{ status: 429, retryAfter: 30 }, { status: 500 }, CODE]);
  assert.equal(await done, "done");
  assert.ok(waits[0] >= 30_000);
  assert.match(shown.find(({ trouble }) => trouble)?.trouble, /频繁/);
  assert.ok(shown.some(({ service }) => service === "failing"));
});

const entry = (unit, scene, dwell, from = null, to = null) => ({ unit, scene, dwell, from, to });
const seen = ({ unit, scene }, isFresh = true, isGone = false) => ({ unit, scene, isFresh, isGone });
const OWN = { unit: "1", scene: "overview" };

/** Lets seconds pass until something else is asked for. */
function untilAsked(list, shown, minute, limit = 1000) {
  for (let second = 1; second <= limit; second += 1) {
    const next = list.pass(shown, minute);
    if (next) return { next, second };
  }
  return null;
}

test("a playlist comes round, each entry for its time", () => {
  const list = new Playlist();
  const [a, b] = [entry("1", "overview", 30), entry("2", "life", 10)];
  list.set([a, b], "1");
  assert.equal(untilAsked(list, seen(OWN), 600, 30), null);
  assert.equal(untilAsked(list, seen(OWN), 600).next, b);
  list.see(seen(b));
  assert.deepEqual(list.dwell, { of: 10, since: 0, key: 1 });
  assert.deepEqual(untilAsked(list, seen(b), 600), { next: a, second: 11 });
});

test("entries have their time of day; where none has, the screen shows its own unit", () => {
  const list = new Playlist();
  const morning = entry("2", "life", 10, minuteOf("08:00"), minuteOf("12:00"));
  const night = entry("3", "linkage", 10, minuteOf("22:00"), minuteOf("06:00"));
  list.set([morning, night], "1");
  assert.equal(list.pass(seen(OWN), 9 * 60), morning);
  list.see(seen(morning));
  assert.equal(untilAsked(list, seen(morning), 9 * 60, 100), null, "the only one of its time stays");
  assert.deepEqual(list.pass(seen(morning), 13 * 60)?.unit, "1");
  list.see(seen(OWN));
  assert.equal(untilAsked(list, seen(OWN), 13 * 60, 100), null);
  assert.equal(list.pass(seen(OWN), 23 * 60), night);
  list.see(seen(night));
  assert.equal(untilAsked(list, seen(night), 2 * 60, 100), null);
});

test("what does not come is asked for again, then passed over, and tried again later", () => {
  const list = new Playlist();
  const [a, gone, c] = [entry("1", "overview", 10), entry("9", "life", 10), entry("3", "life", 10)];
  list.set([a, gone, c], "1");
  const first = untilAsked(list, seen(a), 0);
  assert.equal(first.next, gone);
  assert.deepEqual(untilAsked(list, seen(a), 0), { next: gone, second: 10 });
  assert.deepEqual(untilAsked(list, seen(a), 0), { next: gone, second: 10 });
  assert.equal(untilAsked(list, seen(a), 0).next, c);
  list.see(seen(c));
  assert.equal(untilAsked(list, seen(c), 0).next, a, "and not the one that is gone");
  list.see(seen(a));
  for (let second = 0; second < 700; second += 1) {
    const next = list.pass(seen(a), 0);
    if (next === c) list.see(seen(c));
    if (next === gone) return;
    if (list.dwell?.key === 2) {
      const back = list.pass(seen(c), 0);
      if (back) list.see(seen(a));
    }
  }
  assert.fail("it was never tried again");
});

test("a unit that is closed while it is shown gives way at once", () => {
  const list = new Playlist();
  const [a, b] = [entry("1", "overview", 100), entry("2", "life", 100)];
  list.set([a, b], "1");
  list.pass(seen(OWN), 0);
  assert.equal(list.pass(seen(OWN, true, true), 0), b);
  assert.equal(list.pass(seen(OWN, true, true), 0), null, "it waits for what it asked for");
});

test("nothing turns while the numbers are old, and a new list holds at once", () => {
  const list = new Playlist();
  const [a, b] = [entry("1", "overview", 10), entry("2", "life", 10)];
  list.set([a, b], "1");
  assert.equal(untilAsked(list, seen(OWN, false), 0, 500), null);
  assert.equal(untilAsked(list, seen(OWN), 0).next, b);
  list.see(seen(b));
  const c = entry("3", "life", 10);
  list.set([c], "1");
  assert.equal(list.pass(seen(b), 0), c);
});

test("what somebody had shown from afar has its time, then the list goes on", () => {
  const list = new Playlist();
  const [a, b] = [entry("1", "overview", 10), entry("2", "life", 10)];
  const visit = { unit: "7", scene: "linkage" };
  list.set([a, b], "1");
  list.pass(seen(OWN), 0);
  list.visit(visit);
  assert.equal(list.pass(seen(OWN), 0), null);
  list.see(seen(visit));
  assert.equal(list.dwell, null);
  assert.equal(untilAsked(list, seen(visit), 0).second, 61);
});

test("hours run past midnight", () => {
  assert.ok(isWithin(0, [22 * 60, 7 * 60]) && isWithin(1439, [22 * 60, 7 * 60]));
  assert.ok(!isWithin(7 * 60, [22 * 60, 7 * 60]) && isWithin(600, [540, 660]));
  const hours = { off: [22 * 60, 7 * 60], dim: [19 * 60, 7 * 60] };
  const lights = ["12:00", "19:00", "22:00", "06:59", "07:00"].map((time) => lightAt(hours, minuteOf(time)));
  assert.deepEqual(lights, ["full", "dim", "off", "off", "full"]);
  assert.equal(lightAt({ off: null, dim: null }, 0), "full");
});

test("settings that make no sense are left out", () => {
  const bad = readSettings({
    theme: "blue",
    stage: { width: -5, height: "x", safe: [1, -2], bezels: { x: [1920, "y", 0], gap: null } },
    reading: { diagonal_in: 0 },
    hours: { off: ["22:00", "22:00"], dim: ["25:00", "07:00"], dim_percent: 0 },
    playlist: [{ unit: "1", scene: "nonsense" }, null, { unit: "1", scene: "life", dwell_s: 0 }],
  });
  assert.equal(bad.theme, "red");
  assert.deepEqual(bad.stage, { width: null, height: null, safe: [1, 0, 0, 0], bezels: { x: [1920], y: [], gap: 0 } });
  assert.equal(bad.reading, null);
  assert.deepEqual(bad.hours, { off: null, dim: null, brightness: 0.1 });
  assert.equal(bad.playlist.length, 1);
  assert.equal(bad.playlist[0].dwell, 5);
});

test("the style sheet's questions are answered for the picture", () => {
  const wide = { width: 5760, height: 1080 };
  assert.equal(holds("(min-aspect-ratio: 26 / 10) and (min-width: 1400px)", wide), true);
  assert.equal(holds("(max-aspect-ratio: 9/10), (max-width: 960px)", wide), false);
  assert.equal(holds("(max-aspect-ratio: 9/10), (max-width: 960px)", { width: 1080, height: 1920 }), true);
  assert.equal(holds("(prefers-reduced-motion: reduce)", wide), null);
  assert.equal(holds("print", wide), null);
});

test("a picture lies within its safe margins, and a small one is still a wall's", () => {
  const settings = readSettings({ stage: { width: 640, height: 360, safe: [10, 20, 30, 40] } });
  const stage = stageOf(settings, { width: 1920, height: 1080 });
  assert.deepEqual(stage.inner, { x: 40, y: 10, width: 580, height: 320 });
  assert.equal(stage.bleed, 48);
  assert.ok(stage.isSmaller && stage.asked.width >= 1400);
  assert.equal(stageOf(readSettings({}), { width: 390, height: 844 }).asked, null);
});

test("type grows with the distance, and never shrinks", () => {
  const full = { width: 1920, height: 1080 };
  const zoom = (diagonal, distance, size = full) => zoomOf({ diagonal, distance }, size, size);
  assert.ok(Math.abs(zoom(55, 5) - 1) < 0.01);
  assert.ok(Math.abs(zoom(55, 10) - 2) < 0.02);
  assert.equal(zoom(98, 5), 1);
  assert.ok(Math.abs(zoom(55, 10, { width: 3840, height: 2160 }) - 2) < 0.02, "pixels do not matter, size does");
  assert.equal(unitOf({ width: 3840, height: 1080 }), 1);
  assert.equal(zoomOf(null, full, full), 1);
});

test("gaps between columns come to lie where frames are", () => {
  const tracks = [98, 760, 600, 984, 556, 408, 98];
  const found = fit(tracks, 56, [1920], 12, 12);
  const whole = (list, gap) => list.reduce((sum, track) => sum + track, gap * (list.length - 1));
  assert.ok(Math.abs(whole(found.tracks, found.gap) - whole(tracks, 56)) < 0.01);
  let edge = 0;
  const gaps = found.tracks.slice(0, -1).map((track) => {
    edge += track + found.gap;
    return edge - found.gap / 2;
  });
  assert.ok(gaps.some((middle) => Math.abs(middle - 1920) < 0.01), String(gaps));
  assert.equal(fit([10, 500, 10], 20, [300], 12, 12), null);
  const wider = fit(tracks, 10, [1280, 2560], 60, 12);
  assert.equal(wider.gap, 84);
});

test("panels that are too large for one page go on several, and fill them", () => {
  const area = { x: 100, y: 50, width: 1000, height: 500 };
  const sizes = [[600, 200], [380, 200], [700, 250], [1200, 100], [400, 250], [900, 500]];
  const panels = sizes.map(([width, height]) => ({ width, height }));
  const pages = pack(panels, [area], 20);
  assert.deepEqual(pages.map((page) => page.map(({ panel }) => panel)), [[0, 1, 2], [4], [5]]);
  for (const page of pages) {
    for (const { panel, x, y, width, height } of page) {
      assert.ok(width >= panels[panel].width - 0.01 && height >= panels[panel].height - 0.01);
      assert.ok(x >= area.x && y >= area.y);
      assert.ok(x + width <= area.x + area.width + 0.01 && y + height <= area.y + area.height + 0.01);
    }
  }
  assert.deepEqual(pack([{ width: 2000, height: 1 }], [area], 20), []);
});

test("where frames divide a page, each part of it gets its share of the panels", () => {
  const parts = [[0, 0], [1020, 0], [0, 520], [1020, 520]].map(([x, y]) => ({ x, y, width: 1000, height: 500 }));
  const panels = Array.from({ length: 7 }, () => ({ width: 400, height: 500 }));
  const [page, ...others] = pack(panels, parts, 20);
  assert.deepEqual(others, []);
  const partOf = ({ x, y, width, height }) =>
    parts.findIndex((part) =>
      x >= part.x - 0.01 && y >= part.y - 0.01 && x + width <= part.x + part.width + 0.01 && y + height <= part.y + part.height + 0.01,
    );
  assert.deepEqual(page.map(partOf), [0, 0, 1, 1, 2, 2, 3]);
  assert.deepEqual(pack(panels, parts.slice(0, 1), 20).map(({ length }) => length), [2, 2, 2, 1]);
});

test("announcements hold from their beginning to their end", () => {
  const one = (id, begins_at, ends_at, urgent = false) => ({ id, title: "x", begins_at, ends_at, urgent });
  const list = readAnnouncements({ list: [one(1, 0, 100), one(2, 50, 150, true), one(3, 60, 90), null, { id: 4 }] });
  const at = (now) => holding(list, now).map(({ id }) => id);
  assert.deepEqual([at(10), at(70), at(100), at(150)], [[1], [2, 3, 1], [2], []]);
});

test("a long text is cut into pages that fit, after sentences where it can be", () => {
  const fits = (page) => lettersOf(page).length <= 10;
  assert.deepEqual(paginate("一二三四五六七。九十一二三四五", fits), ["一二三四五六七。", "九十一二三四五"]);
  const pages = paginate("字".repeat(10_000), fits);
  assert.equal(pages.length, 1000);
  assert.equal(pages.join("").length, 10_000);
  const family = "👨‍👩‍👧‍👦";
  assert.deepEqual(paginate(family.repeat(15), fits), [family.repeat(10), family.repeat(5)]);
  assert.deepEqual(paginate("", fits), []);
  assert.equal(paginate("甲乙", () => false).join(""), "甲乙", "even where nothing fits it ends");
  assert.equal(largest(10, 100, (size) => size <= 62) > 61, true);
  assert.equal(largest(10, 100, () => false), 10);
});

test("a panel without a name is known by its system and browser", () => {
  const linux = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36";
  const box = "Mozilla/5.0 (Linux; Android 9; RK3399-Box Build/PQ2A) AppleWebKit/537.36 Chrome/90.0.4430.91 Safari/537.36";
  assert.equal(describe(linux), "Linux x86_64 · Chrome 120");
  assert.equal(describe(box), "RK3399-Box · Chrome 90");
  assert.equal(describe(""), "");
});
