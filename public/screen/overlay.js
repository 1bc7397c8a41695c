// What lies over the picture: the announcements that hold now, found out anew each second by the server's clock.

import { holding, readAnnouncements } from "./announcements.js";
import { Band } from "./band.js";
import { glass, whenPainted } from "./glass.js";
import { recall, remember } from "./memory.js";
import { Takeover } from "./takeover.js";

/** Of each stretch of so many seconds the band leaves so many to the plate that says how old the numbers are. */
const STRETCH_S = 15;
const PLATE_S = 5;

export class Overlay {
  #clock;
  #isScreen;
  #list = [];
  #received = new Map();
  #painted = new Set();
  #closed;
  #takeover;
  #band;
  #turn = 0;
  #second = 0;
  #changed;

  /**
   * @param {object} clock The server's.
   * @param {{ isScreen: boolean, changed?: () => void }} options Whether this is a paired screen; what to do when
   *   something has come to the glass.
   */
  constructor(clock, { isScreen, changed = () => {} }) {
    this.#clock = clock;
    this.#isScreen = isScreen;
    this.#changed = changed;
    this.#closed = new Set(isScreen ? [] : recall("closed"));
    const close = ({ id }) => this.#close(id);
    this.#takeover = new Takeover(isScreen ? null : close);
    this.#band = new Band({ close, open: ({ id }) => this.#open(id) });
    if (isScreen) this.#restore();
    setInterval(() => this.#pass(), 1000);
  }

  /** Takes the list that holds from now on. */
  take(notice) {
    this.#list = readAnnouncements(notice);
    const now = this.#clock.now();
    const received = this.#list.map(({ id }) => [id, this.#received.get(id) ?? now]);
    this.#received = new Map(received);
    this.#painted = new Set([...this.#painted].filter((id) => this.#received.has(id)));
    if (this.#isScreen) remember("announcements", { list: notice.list, received });
    this.look();
  }

  /** The ids of the announcements that are on the glass, or take turns there. */
  get painted() {
    const ids = this.#holding().map(({ id }) => id);
    return ids.filter((id) => this.#painted.has(id));
  }

  /** Shows what holds now. */
  look() {
    const now = this.#holding();
    const urgent = now.find((one) => one.isUrgent && !this.#closed.has(one.id));
    if (urgent) {
      this.#band.hide();
      this.#takeover.show(urgent, this.#facts(urgent));
      return this.#report(urgent.id);
    }
    this.#takeover.hide();
    const waiting = now.filter(({ id, isUrgent }) => isUrgent || !this.#closed.has(id));
    if (waiting.length === 0 || this.#isOff()) return this.#band.hide();
    if (this.#isPlatesTurn()) return this.#band.stepAside();
    const shown = waiting[this.#turn % waiting.length];
    this.#band.show(shown);
    this.#report(shown.id);
  }

  #holding() {
    return this.#clock.isKnown ? holding(this.#list, this.#clock.now()) : [];
  }

  #pass() {
    this.#second += 1;
    if (this.#band.pass()) this.#turn += 1;
    this.look();
  }

  #facts({ id }) {
    const isDemo = document.querySelector(".demo") !== null;
    return { clock: this.#clock, isDemo, received: this.#received.get(id) };
  }

  /** A panel that is off at this hour is only woken by what is urgent. */
  #isOff() {
    return document.documentElement.dataset.light === "off";
  }

  #isPlatesTurn() {
    return glass().age !== "live" && this.#second % STRETCH_S < PLATE_S;
  }

  #report(id) {
    if (this.#painted.has(id)) return;
    this.#painted.add(id);
    whenPainted(this.#changed);
  }

  #close(id) {
    this.#closed.add(id);
    remember("closed", [...this.#closed].slice(-100));
    this.look();
  }

  #open(id) {
    this.#closed.delete(id);
    remember("closed", [...this.#closed]);
    this.look();
  }

  /** A reload does not lose what holds while the server is away. */
  #restore() {
    const kept = recall("announcements");
    if (!kept) return;
    this.#list = readAnnouncements(kept);
    this.#received = new Map(Array.isArray(kept.received) ? kept.received : []);
    this.look();
  }
}
