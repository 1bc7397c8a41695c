// The server's clock, carried on by the panel's monotonic one. The panel's own date is never asked: it may be a year off.

const DAY_S = 86_400;

export class ServerClock {
  #monotonic;
  #heard = null;
  #offset = 0;

  /** @param {() => number} monotonic Milliseconds of a clock that only ever goes forward. */
  constructor(monotonic = () => performance.now()) {
    this.#monotonic = monotonic;
  }

  /** The server says what time it is, and how many seconds local time runs ahead of UTC there. */
  hear(serverTime, offset = this.#offset) {
    if (!Number.isFinite(serverTime)) return;
    this.#heard = serverTime - this.#monotonic();
    if (Number.isFinite(offset)) this.#offset = offset;
  }

  get isKnown() {
    return this.#heard !== null;
  }

  /** Milliseconds since 1970, `null` before the server was heard. */
  now() {
    return this.isKnown ? this.#heard + this.#monotonic() : null;
  }

  get offset() {
    return this.#offset;
  }

  /** Seconds since local midnight, of now or of another moment. */
  secondOfDay(moment = this.now()) {
    const local = Math.floor(moment / 1000) + this.#offset;
    return ((local % DAY_S) + DAY_S) % DAY_S;
  }

  /** A moment's parts as they are where the server is. */
  local(moment = this.now()) {
    // Read as UTC, so that the panel's own time zone does not matter.
    const date = new Date(moment + this.#offset * 1000);
    const two = (number) => String(number).padStart(2, "0");
    return {
      time: `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`,
      seconds: `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`,
      day: `${date.getUTCMonth() + 1}月${date.getUTCDate()}日`,
      date: `${date.getUTCFullYear()}年${date.getUTCMonth() + 1}月${date.getUTCDate()}日`,
      weekday: `星期${"日一二三四五六"[date.getUTCDay()]}`,
    };
  }
}
