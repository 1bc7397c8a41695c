// Runs in the page: looks at every piece of text as it is laid out, and tells what nobody could read.

/** @param {{ wall: boolean, smallest: number }} wanted Whether all has to fit the screen, and the smallest type. */
export function audit({ wall, smallest }) {
  const findings = [];
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) findings.push(`scrolls sideways to ${root.scrollWidth} px`);
  if (wall && root.scrollHeight > innerHeight) findings.push(`scrolls down to ${root.scrollHeight} px`);

  const panelOf = (element) => element.closest("section, header.plaque, .home-plaque");
  const name = (element) => {
    const panel = panelOf(element);
    const label = panel && panel !== element ? `${panel.className} ` : "";
    return `${label}${element.localName}.${element.className}`.replace(/\s+/g, " ").trim();
  };
  // What is only there to be said has a box of one pixel.
  const isSaidOnly = (element) => {
    for (let at = element; at && at !== root; at = at.parentElement) {
      const { width, height } = at.getBoundingClientRect();
      if (getComputedStyle(at).position === "absolute" && width <= 1 && height <= 1) return true;
    }
    return false;
  };
  // What has no room wraps to a line or column that nobody sees any of.
  const isWrappedAway = (element) => {
    for (let at = element; at.parentElement && at !== root; at = at.parentElement) {
      const { flexWrap, overflowX } = getComputedStyle(at.parentElement);
      if (flexWrap !== "wrap" || overflowX !== "hidden") continue;
      const [item, frame] = [at, at.parentElement].map((one) => one.getBoundingClientRect());
      const { left, right, top, bottom } = common(item, frame);
      if (left >= right || top >= bottom) return true;
    }
    return false;
  };
  const isSeen = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    !isSaidOnly(element) &&
    !isWrappedAway(element);

  // A line box is as tall as the face allows for; the ink of digits and Han characters is within the middle.
  const ink = (box, size) => {
    const middle = (box.top + box.bottom) / 2;
    const half = Math.min(box.height / 2, size * 0.4);
    return { left: box.left, right: box.right, top: middle - half, bottom: middle + half };
  };
  const common = (a, b) => ({
    left: Math.max(a.left, b.left),
    right: Math.min(a.right, b.right),
    top: Math.max(a.top, b.top),
    bottom: Math.min(a.bottom, b.bottom),
  });
  const isWithin = (box, frame, slack) =>
    box.left >= frame.left - slack &&
    box.right <= frame.right + slack &&
    box.top >= frame.top - slack &&
    box.bottom <= frame.bottom + slack;
  const clippersOf = (element) => {
    const found = [];
    for (let at = element; at && at !== root; at = at.parentElement) {
      const { overflowX, overflowY, display } = getComputedStyle(at);
      const clips = overflowX !== "visible" || overflowY !== "visible";
      if (clips && display !== "inline") found.push(at);
    }
    return found;
  };
  // Somebody at a window can scroll, and can open what a name cut short leads to.
  const isExcused = (clipper) => {
    const { overflowY, textOverflow } = getComputedStyle(clipper);
    return !wall && (["auto", "scroll"].includes(overflowY) || textOverflow === "ellipsis");
  };

  // What stays in place while a page scrolls lies on what is scrolled to only for the moment.
  const isPinned = (element) => {
    for (let at = element; at && at !== root; at = at.parentElement) {
      if (getComputedStyle(at).position === "fixed" && !at.matches(".scene")) return true;
    }
    return false;
  };

  // A panel that has no room for type as large as the others' is drawn smaller as a whole.
  const scaleOf = (panel) => (panel?.offsetWidth > 0 ? panel.getBoundingClientRect().width / panel.offsetWidth : 1);

  const pieces = [];
  const walker = document.createTreeWalker(document.getElementById("app"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { currentNode: node } = walker;
    const element = node.parentElement;
    const text = node.data.trim();
    if (!text || !isSeen(element)) continue;
    const size = parseFloat(getComputedStyle(element).fontSize);
    const drawn = size * scaleOf(panelOf(element));
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()]
      .filter((box) => box.width > 0.5)
      .map((box) => ink(box, drawn));
    const clippers = clippersOf(element).map((at) => [at, at.getBoundingClientRect()]);
    const visible = boxes.map((box) =>
      clippers.reduce((rest, [, frame]) => common(rest, frame), box),
    );
    if (boxes.length === 0) continue;
    pieces.push({ element, size, text, boxes, clippers, visible, isPinned: isPinned(element) });
  }
  if (pieces.length < 20) findings.push(`only ${pieces.length} pieces of text`);

  const endless = { left: 0, right: innerWidth, top: -Infinity, bottom: Infinity };
  const screen = wall ? { ...endless, top: 0, bottom: innerHeight } : endless;
  for (const { element, size, text, boxes, clippers, isPinned } of pieces) {
    const say = (what) => findings.push(`${what}: “${text}” in ${name(element)}`);
    if (size < smallest - 0.1) say(`${size.toFixed(1)} px, below ${smallest}`);
    const clipper = clippers.find(([, frame]) => !boxes.every((box) => isWithin(box, frame, 2)));
    if (clipper) {
      if (!clippers.some(([at]) => isExcused(at))) say(`cut off by ${name(clipper[0])}`);
      continue;
    }
    if (!boxes.every((box) => isWithin(box, screen, 1))) say("outside the screen");
    const panel = panelOf(element)?.getBoundingClientRect();
    // On a phone the plaque is no box; and what is placed by itself keeps to no panel.
    const isPlaced = isPinned || getComputedStyle(element).position === "absolute";
    const isBound = panel?.width > 0 && !isPlaced;
    if (isBound && !boxes.every((box) => isWithin(box, panel, 4))) say("outside its panel");
  }

  const isOn = (a, b) => {
    const { left, right, top, bottom } = common(a, b);
    return right - left > 2 && bottom - top > 2;
  };
  for (const [place, one] of pieces.entries()) {
    for (const other of pieces.slice(place + 1)) {
      if (!wall && one.isPinned !== other.isPinned) continue;
      if (one.visible.some((a) => other.visible.some((b) => isOn(a, b)))) {
        findings.push(
          `“${one.text}” in ${name(one.element)} lies on “${other.text}” in ${name(other.element)}`,
        );
      }
    }
  }

  if (wall) {
    // A wall moves by up to six pixels, so that nothing burns in; its bands run on by eight.
    for (const panel of document.querySelectorAll(".scene > *")) {
      const box = panel.getBoundingClientRect();
      if (box.width > 0 && !isWithin(box, screen, 15)) findings.push(`${name(panel)} leaves the screen`);
    }
    for (const element of document.querySelectorAll("#app a[href], button, input, summary, [tabindex]")) {
      findings.push(`${name(element)} can be focused on a screen that nobody touches`);
    }
    const middle = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
    for (const element of [middle, document.querySelector(".plaque")]) {
      if (getComputedStyle(element).cursor !== "none") findings.push(`a cursor over ${name(element)}`);
    }
  }
  return [...new Set(findings)];
}
