// When to give a connection up, and when to try the next: app/src/live/session.rs, for pages without the program.
// Times are milliseconds of the monotonic clock.

/** An attempt that brought no message by then has failed. */
const OPENING_MS = 15_000;
/** The server says something at least every 20 seconds; after this much silence it is gone. */
const SILENT_MS = 45_000;
const SHORTEST_MS = 500;
const LONGEST_MS = 20_000;
/** A date that runs ahead of the monotonic clock by so much: the panel slept, or its date was set. */
const SLEPT_MS = 5_000;

/** How long to wait before an attempt, the first being 1. Full jitter: thousands lose a server at one moment. */
export function waitBefore(attempt) {
  const ceiling = Math.min(LONGEST_MS, 1_000 * 2 ** Math.min(attempt, 8));
  return SHORTEST_MS + Math.random() * (ceiling - SHORTEST_MS);
}

/** The life of one connection after another. */
export class Session {
  /** How many attempts there were since the last success, with the one to come. */
  attempt = 0;
  #phase = "waiting";
  #since = 0;
  #advice = 0;
  #ahead;

  get isWaiting() {
    return this.#phase === "waiting";
  }

  open(now) {
    this.#phase = "opening";
    this.#since = now;
  }

  heard(now) {
    this.#phase = "up";
    this.#since = now;
    this.attempt = 0;
  }

  /** The server says how long to wait after it closes. */
  advise(ms) {
    this.#advice = ms;
  }

  /** The connection is lost; gives how long to wait before the next attempt. */
  lost() {
    this.#phase = "waiting";
    this.attempt += 1;
    const wait = this.#advice + waitBefore(this.attempt);
    this.#advice = 0;
    return wait;
  }

  /** Whether the connection, or the attempt at one, has been silent for too long. */
  isDead(now) {
    if (this.#phase === "waiting") return false;
    return now - this.#since > (this.#phase === "up" ? SILENT_MS : OPENING_MS);
  }

  /** Whether the panel slept since the last call: what is open then is not to be trusted. */
  slept(date, now) {
    const ahead = date - now;
    const before = this.#ahead;
    this.#ahead = ahead;
    return before !== undefined && ahead - before > SLEPT_MS;
  }
}
