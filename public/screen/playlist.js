// Which scene of which unit a wall shows now, and which comes next.

import { isWithin } from "./hours.js";

/** How long what was asked for may take to come before it is asked for again. */
const PATIENCE_S = 10;
/** What did not come after so many requests is passed over, and tried again later. */
const REQUESTS = 3;
const PASSED_OVER_S = 600;

const isSame = (one, other) => one.unit === other?.unit && one.scene === other?.scene;

export class Playlist {
  #entries = [];
  #own = null;
  /** The place in the list of what is shown. */
  #place = -1;
  #dwelt = 0;
  #asked = null;
  #passedOver = new Map();

  /** Takes the list of a screen; what is shown stays as long as it would have. */
  set(entries, unit) {
    const shown = this.#entries[this.#place] ?? this.#own;
    this.#entries = entries;
    this.#own = { unit, scene: "overview", dwell: Infinity };
    this.#place = entries.findIndex((entry) => isSame(entry, shown));
    this.#passedOver.clear();
    this.#asked = null;
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
    const due = this.#due(minute);
    this.#recognise(shown, due);
    if (!shown.isFresh) return null;
    if (this.#asked) return this.#wait(shown);
    this.#dwelt += 1;
    const current = due.find(({ place }) => place === this.#place);
    const isOver = !current || this.#dwelt >= current.entry.dwell || shown.isGone;
    if (!isOver) return null;
    if (shown.isGone && current) this.#passOver(current.place);
    const next = this.#next(due);
    return isSame(next.entry, shown) && !shown.isGone ? this.#stay(next) : this.#ask(next);
  }

  /** Leaves what is shown now, if there is anything else to show. */
  skip() {
    this.#dwelt = Infinity;
  }

  /** For how long what is shown has been there, and how long it is to be; nothing where nothing else follows. */
  get dwell() {
    const entry = this.#entries[this.#place];
    return entry && this.#entries.length > 1 ? { of: entry.dwell, since: this.#dwelt, key: this.#place } : null;
  }

  /** What may be shown at this minute and is not known to be missing; else the screen's own unit. */
  #due(minute) {
    const isDue = ({ from, to }) => {
      if (from === null && to === null) return true;
      return isWithin(minute, [from ?? 0, to ?? 1440]);
    };
    const due = this.#entries
      .map((entry, place) => ({ entry, place }))
      .filter(({ entry, place }) => isDue(entry) && !this.#passedOver.has(place));
    return due.length > 0 ? due : [{ entry: this.#own, place: -1 }];
  }

  /** Finds out that what was asked for is there; or that somebody else turned to it. */
  #recognise(shown, due) {
    const isThere = this.#asked && isSame(this.#asked.entry, shown) && !shown.isGone;
    if (isThere) {
      this.#place = this.#asked.place;
      this.#dwelt = 0;
      this.#asked = null;
      return;
    }
    const current = this.#entries[this.#place] ?? this.#own;
    if (isSame(current, shown)) return;
    const other = due.find(({ entry }) => isSame(entry, shown));
    if (!other || this.#asked) return;
    this.#place = other.place;
    this.#dwelt = 0;
  }

  #wait(shown) {
    this.#asked.waited += 1;
    if (!shown.isGone && this.#asked.waited % PATIENCE_S !== 0) return null;
    const isMissing = shown.isGone || this.#asked.waited >= REQUESTS * PATIENCE_S;
    if (!isMissing) return this.#asked.entry;
    this.#passOver(this.#asked.place);
    this.#asked = null;
    this.#dwelt = Infinity;
    return null;
  }

  #next(due) {
    return due.find(({ place }) => place > this.#place) ?? due[0];
  }

  #stay({ place }) {
    this.#place = place;
    this.#dwelt = 0;
    return null;
  }

  #ask(next) {
    this.#asked = { ...next, waited: 0 };
    return next.entry;
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
