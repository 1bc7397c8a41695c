// A page kept up to date without the program: for browsers that have no WebAssembly or cannot run it, and for kiosks.
//
// It follows the live connection in JSON (`liandong.v1.json`) only to know that there is news and that the server is
// well; what is shown is the page itself, rendered by the server, fetched anew and put in place (`morph.js`).
// How old that is, is said by `freshness.js`, whose head names the elements that it looks for.
//
// `startPlain({ unit, scene, root, every })` starts it; once in a page.
//   unit   code of the unit whose changes matter; `<html data-unit>` where it is left out
//   scene  key of the scene whose changes matter; `<html data-scene>`, or the overview
//   root   selector of what is renewed, here and in the fetched page; "#app" where it is left out.
//          What has `data-keep` in it stays as it is (`morph.js`)
//   every  the page is fetched at least so often, in milliseconds: for what changes without a number of the scene
// It gives `{ renew(), show(unit, scene, address), took(…), stop() }`: fetch now; show another page instead, once it is
// there; go on from another page that somebody else has put in place.
//
// The page says of itself, all optional, in attributes of <html>: `data-cursor="EPOCH:SEQ"`, up to where its numbers
// count; `data-time`, the server's clock in milliseconds; `data-offset`, how many seconds local time is ahead of
// UTC; `data-version`, the version of its files; `data-rotate="KEY,KEY"`, the scenes that a wall turns through.
//
// Events on `document`, as of every transport. It tells `liandong:link` ("up" or "down"), `liandong:notice` (a
// notice's JSON) and `liandong:painted` (a sequence number); it hears `liandong:report` (JSON for the server) and
// `liandong:turn` ("SCENE UNIT").

import { arrival, isOurs } from "./alive/server.js";
import { burnIn } from "./burn-in.js";
import { dayOf, dress, freshness } from "./freshness.js";
import { morph } from "./morph.js";
import { Session, waitBefore } from "./session.js";

/** Between two fetches of the page, at least. */
const RENEW_MS = 2_000;
const EVERY_MS = 300_000;
const FETCH_MS = 10_000;
/** Between two looks at the page where there is no connection to tell of news. */
const POLL_MS = 10_000;
/** After so many attempts in a row it is tried without a connection. */
const POLL_AFTER = 2;
/** From here on a close says: not let in any more. */
const NOT_ADMITTED = 3500;
/** How long a scene stays, as on a wall with the program, and how long the one before fades. */
const DWELL_S = 40;
const FADE_MS = 400;
/** A WebSocket's state; browsers without them have no name for it. */
const OPEN = 1;

const page = document.documentElement.dataset;
const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`liandong:${name}`, { detail }));
const pause = (ms) => new Promise((resume) => setTimeout(resume, ms));

/** Starts it; see above. */
export function startPlain({ unit = page.unit, scene = page.scene ?? "overview", root = "#app", every = EVERY_MS } = {}) {
  const plain = new Plain({ unit, scene, root, every });
  plain.start();
  return {
    renew: () => plain.renew(),
    show: (unit, scene, address) => plain.show(unit, scene, address),
    took: (page, address, at) => plain.took(page, address, at),
    stop: () => plain.stop(),
  };
}

class Plain {
  #root;
  #every;
  /** What is shown, and what is to be shown as soon as it is there. */
  #shown;
  #wanted;
  #session = new Session();
  #socket;
  #retry;
  #ticking;
  #link = "new";
  /** The server's clock, and the panel's monotonic one at that moment: when it was last heard of, ... */
  #heard;
  /** ... and up to when the picture is known to be true. */
  #true;
  #offset = Number(page.offset ?? 28_800);
  /** Up to where the numbers on the screen count, and up to where there are any; 0 where nobody said. */
  #cursor = cursorOf(document);
  #newest = 0;
  #wantsMore = false;
  #renewing = false;
  #renewed = performance.now();
  /** Fetches in a row that brought nothing. */
  #failed = 0;
  #polling = false;
  #dwelt = 0;

  constructor({ unit, scene, root, every }) {
    this.#root = root;
    this.#every = every;
    this.#shown = this.#wanted = { unit, scene, address: location.href };
    this.#heard = this.#true = page.time ? { serverTime: Number(page.time), at: arrival() } : undefined;
    this.#newest = this.#cursor?.seq ?? 0;
  }

  start() {
    document.documentElement.dataset.program = "plain";
    document.addEventListener("liandong:report", this.#report);
    document.addEventListener("liandong:turn", this.#turned);
    document.addEventListener("visibilitychange", this.#woke);
    addEventListener("online", this.#woke);
    addEventListener("pageshow", this.#restored);
    this.#ticking = setInterval(() => this.#tick(), 1000);
    this.#dress();
    this.#connect();
  }

  stop() {
    clearInterval(this.#ticking);
    clearTimeout(this.#retry);
    this.#drop();
    document.removeEventListener("liandong:report", this.#report);
    document.removeEventListener("liandong:turn", this.#turned);
    document.removeEventListener("visibilitychange", this.#woke);
    removeEventListener("online", this.#woke);
    removeEventListener("pageshow", this.#restored);
    this.#ticking = undefined;
  }

  /** Shows something else, once it is there. */
  show(unit, scene, address) {
    this.#wanted = { unit, scene, address };
    this.#subscribe();
    this.renew();
  }

  /** Goes on from a page that was put in place of the one before, and fetched at a moment of the monotonic clock. */
  took(fetched, address, at) {
    const { unit, scene, time, offset } = fetched.documentElement.dataset;
    this.#shown = this.#wanted = { unit, scene, address };
    this.#cursor = cursorOf(fetched);
    this.#newest = this.#cursor?.seq ?? 0;
    if (offset !== undefined) this.#offset = Number(offset);
    if (time !== undefined) this.#true = { serverTime: Number(time), at };
    if (!(this.#heard?.at > at)) this.#heard = this.#true;
    this.#renewed = at;
    this.#failed = 0;
    this.#wantsMore = false;
    this.#subscribe();
    this.#dress();
  }

  /** Fetches the page as soon as it may be, and until that went well. */
  async renew() {
    this.#wantsMore = true;
    if (this.#renewing) return;
    this.#renewing = true;
    while (this.#wantsMore && this.#ticking !== undefined) {
      // A burst of changes is one fetch; another page is not kept waiting by it.
      const isTurn = this.#wanted !== this.#shown && this.#failed === 0;
      const wait = this.#failed > 0 ? waitBefore(this.#failed) : RENEW_MS;
      if (!isTurn) await pause(this.#renewed + wait - performance.now());
      this.#wantsMore = false;
      this.#failed = (await this.#fetch()) ? 0 : this.#failed + 1;
      this.#wantsMore ||= this.#failed > 0;
      if (this.#wanted === this.#shown && this.#failed === 0 && !this.#isBehind()) this.#wantsMore = false;
    }
    this.#renewing = false;
  }

  /** Whether there are numbers that are not on the screen. */
  #isBehind() {
    return this.#newest > (this.#cursor?.seq ?? 0);
  }

  /** Fetches the page and puts it in place; whether that went well. */
  async #fetch() {
    const { wanted, newest } = { wanted: this.#wanted, newest: this.#newest };
    const asked = (this.#renewed = performance.now());
    const answer = await read(wanted.address);
    if (this.#ticking === undefined || wanted !== this.#wanted) return true;
    // Gone, moved, or not for this screen any more: the server says on the page itself what is to be done.
    if (answer === "elsewhere") location.reload();
    const fresh = answer?.querySelector?.(this.#root);
    const shown = document.querySelector(this.#root);
    if (!fresh || !shown) return false;
    const { time, offset, version } = answer.documentElement.dataset;
    if (offset !== undefined) this.#offset = Number(offset);
    const serverTime = time === undefined ? this.#now(asked) : Number(time);
    if (serverTime !== undefined) this.#true = { serverTime, at: asked };
    if (time !== undefined && !(this.#heard?.at > asked)) this.#heard = this.#true;
    this.#cursor = cursorOf(answer) ?? (this.#cursor && { ...this.#cursor, seq: newest });
    if (version && page.version && version !== page.version) {
      tell("notice", JSON.stringify({ kind: "version", version, wait_ms: 0 }));
    }
    if (wanted !== this.#shown) this.#leave(wanted);
    document.title = answer.title;
    // Dressed for now before it is shown: no mark goes back and forth.
    this.#dress(fresh);
    morph(shown, fresh);
    this.#painted(this.#cursor?.seq);
    return true;
  }

  /** Another page takes the place of this one: it fades while the other is there already. */
  #leave(wanted) {
    this.#shown = wanted;
    this.#dwelt = 0;
    const picture = document.querySelector(".scene.wall")?.cloneNode(true);
    if (!picture) return;
    picture.setAttribute("aria-hidden", "true");
    picture.classList.add("leaving");
    document.body.append(picture);
    setTimeout(() => picture.remove(), FADE_MS);
  }

  /** Two frames later it is on the glass. */
  #painted(seq) {
    if (!seq) return;
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        this.#say({ type: "painted", seq });
        tell("painted", seq);
      }),
    );
  }

  #connect() {
    clearTimeout(this.#retry);
    this.#drop();
    this.#session.open(performance.now());
    try {
      const scheme = location.protocol === "https:" ? "wss" : "ws";
      const socket = new WebSocket(`${scheme}://${location.host}/live`, "liandong.v1.json");
      socket.onopen = () => this.#subscribe();
      socket.onmessage = ({ data }) => this.#received(data);
      socket.onclose = () => this.#lose();
      this.#socket = socket;
    } catch {
      // No WebSocket here, or none allowed.
      this.#lose();
    }
  }

  #drop() {
    const socket = this.#socket;
    this.#socket = undefined;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  #lose() {
    clearTimeout(this.#retry);
    this.#drop();
    this.#retry = setTimeout(() => this.#connect(), this.#session.lost());
    if (!this.#polling) this.#setLink("down");
    if (this.#session.attempt >= POLL_AFTER) this.#poll();
  }

  /** Where the connection is blocked, the page itself tells how it stands. */
  async #poll() {
    if (this.#polling) return;
    this.#polling = true;
    while (this.#polling && this.#ticking !== undefined && this.#session.attempt >= POLL_AFTER) {
      const isWell = await this.#fetch();
      if (this.#session.attempt < POLL_AFTER) break;
      this.#setLink(isWell ? "up" : "down");
      if (!isWell) break;
      await pause(POLL_MS * (0.8 + Math.random() * 0.4));
    }
    this.#polling = false;
  }

  #setLink(link) {
    const before = this.#link;
    // Never up yet is not the same as lost.
    this.#link = link === "down" && before === "new" ? "new" : link;
    if (link === "up" && before !== "up") tell("link", "up");
    if (link === "down" && before === "up") tell("link", "down");
    this.#dress();
  }

  #subscribe() {
    const { unit, scene } = this.#wanted;
    if (!unit) return;
    const isShown = this.#wanted === this.#shown;
    this.#say({ type: "subscribe", unit, scene, cursor: isShown ? (this.#cursor ?? null) : null });
  }

  #say(message) {
    this.#send(JSON.stringify(message));
  }

  /** What is lost while there is no connection is said anew on the next one, or is not worth saying. */
  #send(text) {
    if (this.#socket?.readyState === OPEN) this.#socket.send(text);
  }

  #received(data) {
    let message;
    try {
      message = JSON.parse(data);
    } catch {
      return this.#lose();
    }
    const now = performance.now();
    this.#session.heard(now);
    switch (message.type) {
      case "snapshot":
        this.#offset = message.utc_offset;
        this.#news(message);
        break;
      case "delta":
        if (isNews(message)) this.#news(message);
        break;
      case "notice":
        tell("notice", JSON.stringify(message.notice));
        break;
      // Closed, or none of this name any more: the page itself says what is to be done then.
      case "refused":
        return this.renew();
      case "bye":
        return this.#dismissed(message);
    }
    if (message.server_time === undefined) return;
    this.#heard = { serverTime: message.server_time, at: now };
    // Known to be true only where all that there is, is on the screen.
    if (!this.#true || !this.#isBehind()) this.#true = this.#heard;
    this.#setLink("up");
  }

  /** There is something that is not on the screen. */
  #news({ cursor }) {
    const { epoch, seq } = cursor;
    const isOther = this.#cursor && this.#cursor.epoch !== epoch;
    if (!this.#cursor || isOther) this.#cursor = { epoch, seq: 0 };
    this.#newest = seq;
    if (this.#isBehind()) this.renew();
  }

  #dismissed({ code, retry_ms: wait }) {
    if (code >= NOT_ADMITTED) {
      // A screen is paired anew where it begins; nobody else is kept from signing in.
      if (page.screen) location.replace("/screen");
      else location.reload();
      return;
    }
    this.#session.advise(wait);
    this.#lose();
  }

  #tick() {
    const now = performance.now();
    const { slept, dead } = { slept: this.#session.slept(Date.now(), now), dead: this.#session.isDead(now) };
    if (slept) {
      this.#lose();
      this.#connect();
    } else if (dead) {
      this.#lose();
    }
    if (this.#link === "up") this.#pass();
    this.#dress();
  }

  /** A second in which all was well: the page is renewed and walls turn. */
  #pass() {
    const since = performance.now() - this.#renewed;
    const day = (moment) => dayOf(moment, this.#offset);
    const isNewDay = this.#heard && day(this.#now()) !== day(this.#now() - since);
    if (since > this.#every || (isNewDay && since > RENEW_MS)) this.renew();
    const scenes = (page.rotate ?? "").split(",").filter(Boolean);
    if (scenes.length < 2 || this.#state() !== "live") return;
    this.#dwelt += 1;
    // One that does not come is asked for again.
    if (this.#dwelt < DWELL_S || (this.#dwelt - DWELL_S) % 10 > 0) return;
    const { unit, scene } = this.#shown;
    const next = scenes[(scenes.indexOf(scene) + 1) % scenes.length];
    this.show(unit, next, addressOf(unit, next));
  }

  #state() {
    return this.#true ? freshness(this.#link, this.#age()) : "connecting";
  }

  /** For how many seconds nothing is known of the picture. */
  #age() {
    return Math.max(0, Math.floor((performance.now() - this.#true.at) / 1000));
  }

  /** The server's clock, carried on by the panel's monotonic one; never by its date. */
  #now(at = performance.now()) {
    return this.#heard ? this.#heard.serverTime + (at - this.#heard.at) : undefined;
  }

  #dress(root = document.querySelector(this.#root)) {
    // Without the server's clock nothing can be said of the time.
    if (!this.#true || !root) return;
    const now = this.#now();
    dress(root, {
      state: this.#state(),
      age: this.#age(),
      attempt: this.#link === "up" ? 0 : this.#session.attempt,
      dataTime: this.#true.serverTime,
      now,
      offset: this.#offset,
    });
    const wall = root.querySelector(".scene.wall");
    if (wall) wall.style.transform = burnIn(now);
    const filled = `width:${(Math.min(this.#dwelt, DWELL_S) * 100) / DWELL_S}%`;
    for (const bar of root.querySelectorAll(".dwell i")) {
      if (bar.getAttribute("style") !== filled) bar.setAttribute("style", filled);
    }
  }

  #report = ({ detail }) => this.#send(`{"type":"report","report":${detail}}`);

  #turned = ({ detail }) => {
    const [scene, unit = this.#shown.unit] = detail.split(" ");
    this.show(unit, scene, addressOf(unit, scene));
  };

  /** Looked at again, or on a network again: no reason to wait any longer. */
  #woke = () => {
    this.#tick();
    if (this.#session.isWaiting && !document.hidden) this.#connect();
  };

  /** The browser took the page out of its cache, where it does not keep connections. */
  #restored = ({ persisted }) => {
    if (!persisted) return;
    this.#lose();
    this.#connect();
  };
}

/** Whether a delta brings anything. */
function isNews({ metrics, above, children, grandchildren, extras, ticker }) {
  const isFull = (part) => part && Object.keys(part).length > 0;
  return [metrics, above, children, grandchildren, ticker].some(isFull) || Boolean(extras);
}

/** The page at an address; "elsewhere" where the server has none for this screen, nothing where it could not be had. */
async function read(address) {
  const giveUp = new AbortController();
  const late = setTimeout(() => giveUp.abort(), FETCH_MS);
  try {
    const response = await fetch(address, {
      headers: { accept: "text/html" },
      cache: "no-store",
      signal: giveUp.signal,
    });
    const isElsewhere = response.redirected || [401, 403, 404, 410].includes(response.status);
    if (isElsewhere) return isOurs(response) ? "elsewhere" : undefined;
    if (!response.ok) return undefined;
    return new DOMParser().parseFromString(await response.text(), "text/html");
  } catch {
    return undefined;
  } finally {
    clearTimeout(late);
  }
}

/** Up to where a page's numbers count, if it says so. */
function cursorOf({ documentElement }) {
  const [epoch, seq] = (documentElement.dataset.cursor ?? "").split(":");
  return seq === undefined ? undefined : { epoch, seq: Number(seq) };
}

/** The wall of a unit's scene, shown as this one is. */
function addressOf(unit, scene) {
  const query = new URLSearchParams(location.search);
  query.set("mode", "wall");
  query.set("scene", scene);
  return `/units/${encodeURIComponent(unit)}?${query}`;
}
