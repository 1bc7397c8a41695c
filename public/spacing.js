// Readers may have lines, words and letters further apart, by their browser or by what they added to it (WCAG 1.4.12).
// A scene that fills the window has no room for that. The page that phones get has: it is laid out so, however wide the
// window is.

/** The width that the page is then laid out for, in pixels. */
const PHONE_PX = 700;

/** Has the page give way to a reader's spacing, but on walls, which are nobody's browser. */
export function giveWay() {
  if (!document.querySelector(".scene:not(.wall)")) return;
  const probe = probeOf();
  document.body.append(probe);
  const layout = queries();
  new ResizeObserver(() => lay(layout, isSpaced(probe))).observe(probe);
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

function isSpaced(probe) {
  const { lineHeight, wordSpacing, letterSpacing } = getComputedStyle(probe);
  return [lineHeight, wordSpacing, letterSpacing].some((spacing) => spacing !== "normal" && spacing !== "0px");
}

/** The page's own queries that say how wide a window is, each with what it asks for. */
function queries() {
  const own = [...document.styleSheets].filter(({ href }) => href?.startsWith(location.origin));
  const media = own.flatMap(({ cssRules }) => [...cssRules]).flatMap((rule) => rule.media ?? []);
  return media.map((list) => ({ list, asked: list.mediaText })).filter(({ asked }) => /width|aspect/.test(asked));
}

function lay(layout, isSpaced) {
  document.documentElement.toggleAttribute("data-spaced", isSpaced);
  for (const { list, asked } of layout) {
    list.mediaText = !isSpaced ? asked : isPhones(asked) ? "all" : "not all";
  }
}

/** Whether a query asks for no more than a phone's page. */
function isPhones(query) {
  const widths = [...query.matchAll(/max-width: (\d+)px/g)].map(([, width]) => Number(width));
  return !/min-/.test(query) && widths.some((width) => width >= PHONE_PX);
}
