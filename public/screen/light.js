// How bright a panel is: by the time of day, and less in what has not changed for long.

import { lightAt } from "./hours.js";

/** A picture that stands still for so long burns in; what is always in the same place is darkened. */
const STANDING_S = 30 * 60;

export class Light {
  #standing = 0;

  /** Another scene is shown. */
  moved() {
    this.#standing = 0;
  }

  /**
   * A second passes.
   * @param {{ off: number[] | null, dim: number[] | null, brightness: number }} hours
   * @param {number | null} minute The minute of the day; nothing while the server's clock is not known.
   * @returns Whether the light changed.
   */
  pass(hours, minute) {
    this.#standing += 1;
    const { dataset, style } = document.documentElement;
    dataset.standing = this.#standing >= STANDING_S ? "long" : "";
    const light = minute === null ? "full" : lightAt(hours, minute);
    if (dataset.light === light) return false;
    dataset.light = light;
    style.setProperty("--dark", String(1 - hours.brightness));
    return true;
  }
}
