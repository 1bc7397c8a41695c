// A wall in a window as narrow as a phone's is a page to scroll; where nobody is there to do that, it scrolls by itself.

const EVERY_S = 12;
/** What was last seen is seen again at the edge, so that nothing is cut in two. */
const OVERLAP = 0.15;

/** A second passes. */
export function scrollOn(second) {
  const root = document.scrollingElement;
  if (!root || root.scrollHeight <= innerHeight + 1 || second % EVERY_S !== 0) return;
  const isAtEnd = root.scrollTop + innerHeight >= root.scrollHeight - 1;
  root.scrollTop = isAtEnd ? 0 : root.scrollTop + innerHeight * (1 - OVERLAP);
}
