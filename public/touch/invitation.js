// While nobody touches the first page it invites: one sentence after the other, and a frame that goes from way to way.
// Small, and still where motion is not wanted.

const EVERY_MS = 8000;

export function invite() {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let turn = 0;
  const { dataset } = document.documentElement;
  setInterval(() => {
    const sentences = document.querySelectorAll("[data-invitations] span");
    if (still.matches || sentences.length === 0) return;
    dataset.turn = turn % document.querySelectorAll(".cards .card").length;
    turn += 1;
    sentences.forEach((one, place) => one.classList.toggle("on", place === turn % sentences.length));
  }, EVERY_MS);
  // Who has come needs no inviting.
  addEventListener("pointerdown", () => delete dataset.turn);
}
