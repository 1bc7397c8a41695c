// Runs in the page: looks at every piece of text as it is laid out, and tells what nobody could read.

/** @param {{ wall: boolean, smallest: number }} wanted Whether all has to fit the screen, and the smallest type. */
export function audit({ wall, smallest }) {
  const findings = [];
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) findings.push(`scrolls sideways to ${root.scrollWidth} px`);
  if (wall && root.scrollHeight > innerHeight) findings.push(`scrolls down to ${root.scrollHeight} px`);

  const name = (element) => {
    const panel = panelOf(element);
    const own = element.className && typeof element.className === "string" ? element.className : "";
    const label = panel && panel !== element ? `${panel.className} ` : "";
    return `${label}${element.localName}.${own}`.replace(/\s+/g, " ").trim();
  };
  const panelOf = (element) => element.closest("section, header.plaque, .home-plaque");
  const isSeen = (element) =>
    !element.closest(".unseen") &&
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true });

  // A line box is as tall as the face allows for; the ink of digits and Han characters is within the middle.
  const ink = (box, size) => {
    const middle = (box.top + box.bottom) / 2;
    const half = Math.min(box.height / 2, size * 0.4);
    return { left: box.left, right: box.right, top: middle - half, bottom: middle + half };
  };

  const pieces = [];
  const walker = document.createTreeWalker(document.getElementById("app"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { currentNode: node } = walker;
    const element = node.parentElement;
    if (!node.data.trim() || !isSeen(element)) continue;
    const size = parseFloat(getComputedStyle(element).fontSize);
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 0.5);
    if (boxes.length === 0) continue;
    pieces.push({ node, element, size, text: node.data.trim(), boxes: boxes.map((box) => ink(box, size)) });
  }
  if (pieces.length < 20) findings.push(`only ${pieces.length} pieces of text`);

  const clippers = (element) => {
    const found = [];
    for (let at = element; at && at !== root; at = at.parentElement) {
      const { overflowX, overflowY, display } = getComputedStyle(at);
      if (display !== "inline" && (overflowX !== "visible" || overflowY !== "visible")) found.push(at);
    }
    return found;
  };

  for (const { element, size, text, boxes } of pieces) {
    const say = (what) => findings.push(`${what}: “${text}” in ${name(element)}`);
    if (size < smallest - 0.1) say(`${size.toFixed(1)} px, below ${smallest}`);
    const isOut = (box, frame, slack) =>
      box.left < frame.left - slack ||
      box.right > frame.right + slack ||
      box.top < frame.top - slack ||
      box.bottom > frame.bottom + slack;
    const screen = { left: 0, top: wall ? 0 : -Infinity, right: innerWidth, bottom: wall ? innerHeight : Infinity };
    if (boxes.some((box) => isOut(box, screen, 1))) say("outside the screen");
    const clipper = clippers(element).find((at) => {
      const frame = at.getBoundingClientRect();
      return boxes.some((box) => isOut(box, frame, 2));
    });
    if (clipper) say(`cut off by ${name(clipper)}`);
    else if (element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1) {
      say(`${element.scrollWidth - element.clientWidth} px wider than its box`);
    }
  }

  for (const [place, one] of pieces.entries()) {
    for (const other of pieces.slice(place + 1)) {
      const overlap = one.boxes.some((a) =>
        other.boxes.some(
          (b) =>
            Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 &&
            Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2,
        ),
      );
      if (overlap) {
        findings.push(
          `“${one.text}” in ${name(one.element)} lies on “${other.text}” in ${name(other.element)}`,
        );
      }
    }
  }

  if (wall) {
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
