// How long the scene that is shown has been there, as the line under its name. A picture that the browser moves by
// itself costs nothing between its steps.

export class DwellBar {
  #shown = "";
  #side = "a";

  /** @param {{ of: number, since: number, key: number } | null} dwell @param {{ unit: string, scene: string }} shown */
  renew(dwell, { unit, scene }) {
    const { dataset, style } = document.documentElement;
    const now = dwell ? `${dwell.key} ${dwell.of} ${unit} ${scene}` : "";
    if (now === this.#shown && !(dwell && dwell.since === 0)) return;
    this.#shown = now;
    if (!dwell) return void delete dataset.dwell;
    // Two animations alike, by turns: so it starts anew.
    this.#side = this.#side === "a" ? "b" : "a";
    dataset.dwell = this.#side;
    style.setProperty("--dwell", `${dwell.of}s`);
    style.setProperty("--dwelt", `${-Math.min(dwell.since, dwell.of)}s`);
  }
}
