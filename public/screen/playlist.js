// Which scene of which unit a wall shows now, and which comes next.

import { isWithin } from "./hours.js";

/** How long what was asked for may take to come before it is asked for again. */
const PATIENCE_S = 10;
/** What did not come after so many requests is passed over, and tried again later. */
const REQUESTS = 3;
const PASSED_OVER_S = 600;
/** How long something stays that somebody had the screen show from afar. */
const VISIT_S = 60;
const DAY_MIN = 1440;

const isSame = (one, other) => one.unit === other.unit && one.scene === other.scene;

export class Playlist {
  #entries = [];
  /** What is shown where the list has nothing for this time of day: its place is -1. */
  #own = null;
  #visit = null;
  #place = -1;
  #dwelt = Infinity;
  #asked = null;
  #passedOver = new Map();

  /** Takes the list of a screen. What is shown stays as long as it would have, if it is still in the list. */
  set(entries, unit) {
    const shown = this.#own && this.#at(this.#place);
    this.#entries = entries;
    this.#own = { unit, scene: "overview", dwell: Infinity };
    this.#place = shown ? entries.findIndex((entry) => isSame(entry, shown)) : -1;
    if (!shown || !isSame(shown, this.#at(this.#place))) this.#dwelt = Infinity;
    this.#passedOver.clear();
    this.#asked = null;
  }

  /** Somebody had the screen show something else: it has its time, then the list goes on. */
  visit({ unit, scene }) {
    this.#visit = { unit, scene, dwell: VISIT_S };
    this.#asked = { entry: this.#visit, place: this.#place, waited: 0 };
  }

  /**
   * A second passes.
   * @param {{ unit: string, scene: string, isFresh: boolean, isGone: boolean }} shown What is on the glass.
   * @param {number} minute The minute of the day, by the server's clock.
   * @returns What to turn to, nothing where all is as it should be.
   */
  pass(shown, minute) {
    if (!this.#own) return null;
    this.#forgive();
    this.see(shown);
    // Old numbers stay where they are, with what says how old they are.
    if (!shown.isFresh) return null;
    if (this.#asked) return this.#wait();
    this.#dwelt += 1;
    const current = this.#visit ?? this.#due(minute).find(({ place }) => place === this.#place)?.entry;
    const isOver = !current || !isSame(current, shown) || this.#dwelt > current.dwell;
    if (!isOver && !shown.isGone) return null;
    if (shown.isGone && !this.#visit) this.#passOver(this.#place);
    this.#visit = null;
    return this.#goOn(this.#due(minute), shown);
  }

  /** Takes note of what is on the glass, as soon as it is there. */
  see(shown) {
    const { entry, place } = this.#asked ?? {};
    if (!entry || !isSame(entry, shown)) return;
    this.#place = place;
    this.#dwelt = 0;
    this.#asked = null;
  }

  /** How long what is shown has been there, and how long it is to be; nothing where nothing follows. */
  get dwell() {
    const entry = this.#entries[this.#place];
    if (!entry || this.#entries.length < 2 || this.#visit) return null;
    return { of: entry.dwell, since: this.#dwelt, key: this.#place };
  }

  #at(place) {
    return this.#entries[place] ?? this.#own;
  }

  /** What may be shown at this minute and is not known to be missing; else the screen's own unit. */
  #due(minute) {
    const isDue = ({ from, to }) =>
      (from === null && to === null) || isWithin(minute, [from ?? 0, to ?? DAY_MIN]);
    const due = this.#entries
      .map((entry, place) => ({ entry, place }))
      .filter(({ entry, place }) => isDue(entry) && !this.#passedOver.has(place));
    return due.length > 0 ? due : [{ entry: this.#own, place: -1 }];
  }

  #goOn(due, shown) {
    const next = due.find(({ place }) => place > this.#place) ?? due[0];
    if (isSame(next.entry, shown) && !shown.isGone) {
      this.#place = next.place;
      this.#dwelt = 0;
      return null;
    }
    this.#asked = { ...next, waited: 0 };
    return next.entry;
  }

  #wait() {
    const { entry, place } = this.#asked;
    this.#asked.waited += 1;
    if (this.#asked.waited % PATIENCE_S !== 0) return null;
    if (this.#asked.waited < REQUESTS * PATIENCE_S) return entry;
    if (!this.#visit) this.#passOver(place);
    this.#visit = null;
    this.#asked = null;
    this.#dwelt = Infinity;
    return null;
  }

  #passOver(place) {
    if (place >= 0) this.#passedOver.set(place, PASSED_OVER_S);
  }

  #forgive() {
    for (const [place, rest] of this.#passedOver) {
      if (rest <= 1) this.#passedOver.delete(place);
      else this.#passedOver.set(place, rest - 1);
    }
  }
}
