// A paired screen: what it does beside numbers. The server says what it is set to; nobody touches it.

import { showAlive } from "./alive.js";
import { ServerClock } from "./clock.js";
import { Commands } from "./commands.js";
import { renewCredential } from "./credential.js";
import { DwellBar } from "./dwell.js";
import { Frame } from "./frame.js";
import { glass, watchGlass } from "./glass.js";
import { Light } from "./light.js";
import { recall, remember } from "./memory.js";
import { Overlay } from "./overlay.js";
import { Playlist } from "./playlist.js";
import { Reporter } from "./report.js";
import { scrollOn } from "./scroll.js";
import { readSettings, UNKNOWN } from "./settings.js";
import { stayAwake } from "./wake.js";
import { hearLink, hearNotices, turnTo } from "./wire.js";

const CLOCK_KEPT_EVERY_S = 5;

const root = document.documentElement;
const clock = new ServerClock();
const kept = recall("clock");
// Of a reload only its own time is lost, which the browser counts from when it begins.
if (kept) clock.hear(kept.now + performance.now(), kept.offset);

let settings = UNKNOWN;
let second = 0;
const playlist = new Playlist();
const frame = new Frame();
const light = new Light();
const dwell = new DwellBar();
const reporter = new Reporter(() => ({
  painted: overlay.painted,
  muted: settings.isMuted,
  off: root.dataset.light === "off",
}));
const overlay = new Overlay(clock, { isScreen: true, changed: () => reporter.changed() });
const commands = new Commands({ screen: () => settings.screen, turn: turnNow, mute, leave });

hearNotices({
  settings(notice) {
    hear(notice);
    remember("settings", notice);
    take(notice);
  },
  announcements(notice) {
    hear(notice);
    overlay.take(notice);
  },
  command(notice) {
    if (commands.take(notice)) reporter.changed();
  },
  credential: renewCredential,
  fleet: showAlive,
});
hearLink(() => reporter.changed());
watchGlass((isOther) => {
  if (isOther) light.moved();
  frame.renew();
  playlist.see(glass());
  dwell.renew(playlist.dwell, glass());
  reporter.changed();
});

const before = recall("settings");
if (before) take(before);
setInterval(pass, 1000);
stayAwake();
reporter.start();

function hear({ server_time: time, utc_offset: offset }) {
  clock.hear(time, offset);
  keepClock();
}

function take(notice) {
  settings = readSettings(notice);
  root.dataset.theme = settings.theme;
  root.dataset.role = settings.screen.role;
  root.toggleAttribute("data-still", settings.isStill);
  mute(settings.isMuted);
  if (settings.screen.role === "wall") {
    frame.set(settings);
    playlist.set(settings.playlist, settings.screen.unit);
  }
  lightUp();
  reporter.changed();
}

function pass() {
  second += 1;
  if (second % CLOCK_KEPT_EVERY_S === 0) keepClock();
  lightUp();
  if (settings.screen.role !== "wall" || !settings.screen.unit) return;
  frame.pass();
  scrollOn(second);
  const shown = glass();
  const next = playlist.pass(shown, minute() ?? 0);
  if (next) turnTo(next);
  dwell.renew(playlist.dwell, shown);
}

function minute() {
  return clock.isKnown ? Math.floor(clock.secondOfDay() / 60) : null;
}

function lightUp() {
  if (!light.pass(settings.hours, minute())) return;
  overlay.look();
  reporter.changed();
}

function keepClock() {
  if (clock.isKnown) remember("clock", { now: clock.now(), offset: clock.offset });
}

/** Somebody wants to see something else now. */
function turnNow(to) {
  playlist.visit(to);
  turnTo(to);
}

function mute(isMuted) {
  settings = { ...settings, isMuted };
  root.toggleAttribute("data-muted", isMuted);
  if (isMuted) globalThis.speechSynthesis?.cancel();
}

/** Fetches the page anew; at a restart it forgets what it remembered as well. */
async function leave(isRestart) {
  if (isRestart) {
    for (const key of ["settings", "announcements"]) remember(key, null);
    await forgetStored();
  }
  location.reload();
}

async function forgetStored() {
  try {
    const names = await caches.keys();
    await Promise.all(names.map((name) => caches.delete(name)));
  } catch {
    // Only in a secure context is there anything stored.
  }
}
