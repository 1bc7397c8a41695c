// While numbers change faster than anybody can follow, they change without moving (`data-busy`, style/motion.css): a
// picture that never rests cannot be read, and moving is most of the work that a weak panel has.

/** Changes that come so soon after one another, so many in a row, are a stream; it has ended after so long without. */
const SOON_MS = 1_000;
const IN_A_ROW = 3;
const ENDED_MS = 2_000;

const root = document.documentElement;
let last = -Infinity;
let row = 0;
let ended;

/** Sees to it for as long as the page lives. */
export function keepCalm() {
  document.addEventListener("liandong:painted", () => {
    const now = performance.now();
    row = now - last < SOON_MS ? row + 1 : 0;
    last = now;
    if (row < IN_A_ROW) return;
    root.toggleAttribute("data-busy", true);
    clearTimeout(ended);
    ended = setTimeout(() => root.toggleAttribute("data-busy", false), ENDED_MS);
  });
}
