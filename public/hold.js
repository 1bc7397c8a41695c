// Lists that turn their pages and the line of what just happened move by themselves. In a browser a visitor may have
// them stand still: by the button beside that line, or, from the start, by the system's wish for less motion. Numbers
// go on: they are the page. The program stops turning pages while there is `data-held`.

const root = document.documentElement;
const less = matchMedia("(prefers-reduced-motion: reduce)");
const button = document.createElement("button");

function hold(isHeld) {
  root.toggleAttribute("data-held", isHeld);
  button.textContent = isHeld ? "继续轮播" : "暂停轮播";
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

/** Puts the button beside the line, but on walls, which nobody touches. */
export function offerHold() {
  const head = document.querySelector(".scene:not(.wall) .ticker-head");
  if (!head) return;
  button.type = "button";
  button.className = "hold";
  button.setAttribute("data-keep", "");
  head.append(button);
  button.addEventListener("click", () => hold(!root.hasAttribute("data-held")));
  hold(less.matches);
}
