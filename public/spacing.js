// Readers may have lines, words and letters further apart, by their browser or by what they added to it (WCAG 1.4.12).
// A scene that fills the window has no room for that. The page that phones get has: it is laid out so, however wide the
// window is.

import { SizeRules } from "./screen/media.js";

/** The widest window that has the page for phones anyway, and what the style sheet is told of a wider one. */
const WIDEST_PHONE_PX = 700;
const PHONE = { width: 390, height: 844 };

/** Has the page give way to its reader's spacing. */
export function giveWay() {
  const probe = probeOf();
  document.body.append(probe);
  const rules = new SizeRules(document.styleSheets);
  const lay = () => {
    const isSpaced = isSpacedOut(probe);
    document.documentElement.toggleAttribute("data-spaced", isSpaced);
    rules.answer(isSpaced && innerWidth > WIDEST_PHONE_PX ? PHONE : undefined);
  };
  new ResizeObserver(lay).observe(probe);
  addEventListener("resize", lay);
}

/** A piece of text that only the reader spaces: what has no say of its own gives way to theirs. */
function probeOf() {
  const probe = document.createElement("span");
  probe.textContent = "字 字";
  probe.setAttribute("aria-hidden", "true");
  Object.assign(probe.style, {
    position: "absolute",
    visibility: "hidden",
    lineHeight: "normal",
    wordSpacing: "normal",
    letterSpacing: "normal",
  });
  return probe;
}

function isSpacedOut(probe) {
  const { lineHeight, wordSpacing, letterSpacing } = getComputedStyle(probe);
  return [lineHeight, wordSpacing, letterSpacing].some((spacing) => spacing !== "normal" && spacing !== "0px");
}
