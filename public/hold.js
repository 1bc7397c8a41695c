// Lists that turn their pages and the line of what just happened move by themselves. In a browser a visitor may have
// them stand still: by the button beside that line, or, from the start, by the system's wish for less motion. Numbers
// go on: they are the page. The program stops turning pages while there is `data-held`.

const root = document.documentElement;
const less = matchMedia("(prefers-reduced-motion: reduce)");

function hold(isHeld) {
  root.toggleAttribute("data-held", isHeld);
  document.querySelector(".hold").textContent = isHeld ? "继续轮播" : "暂停轮播";
  document.querySelector(".events.still")?.remove();
  const line = document.querySelector(".events");
  if (isHeld) line.before(still(line));
}

/** The line as it is now, which the style sheet shows in the place of the one that goes on.
 * Whoever puts a newer page in place leaves it there. */
function still(line) {
  const copy = line.cloneNode(true);
  copy.classList.remove("turn-a", "turn-b");
  copy.classList.add("still");
  copy.setAttribute("data-keep", "");
  return copy;
}

/** Shows the button where the page has one: walls have none. */
export function offerHold() {
  const button = document.querySelector(".hold");
  if (!button) return;
  root.setAttribute("data-holds", "");
  button.addEventListener("click", () => hold(!root.hasAttribute("data-held")));
  if (less.matches) hold(true);
}
