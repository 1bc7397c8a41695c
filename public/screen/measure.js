// How much room the panels of a scene need, and where a page has room for them.

import { CLEAR } from "./bezels.js";

const GAP = 24;
/** What is lower or narrower than this, of pixels of the design, holds no panel. */
const SMALLEST = 200;

/** A scene as it is with the type that it was composed for. All lengths are in pixels of the screen. */
export function measure(scene) {
  const whole = scene.getBoundingClientRect();
  const style = getComputedStyle(scene);
  const unit = parseFloat(style.fontSize) / 26;
  const side = parseFloat(getComputedStyle(scene.querySelector(".plaque")).paddingLeft) - parseFloat(style.getPropertyValue("--bleed")) || 0;
  const room = whole.width - 2 * side;
  const children = [...scene.children].map((child, place) => ({ place, child, box: child.getBoundingClientRect() }));
  const boxes = children.filter(({ box }) => box.width > 1 && box.height > 1);
  const plaque = boxes.find(({ child }) => child.matches(".plaque"));
  const ticker = boxes.find(({ child, box }) => child.matches(".ticker") && box.width > room);
  const panels = boxes.filter((one) => one !== plaque && one !== ticker);
  return {
    width: whole.width,
    height: whole.height,
    unit,
    side,
    gap: GAP * unit,
    plaque: plaque?.box.height ?? 0,
    ticker: ticker?.box.height ?? 0,
    below: parseFloat(style.paddingBottom) || 0,
    panels: panels.map(({ place, child, box }) => ({ place, ...leastOf(child, box, unit, room) })),
    around: [plaque, ticker].filter(Boolean).map(({ place }) => place),
    count: children.length,
  };
}

/** How much room a panel needs: what the style sheet says of it, in pixels of the design, or what it has. */
function leastOf(panel, box, unit, room) {
  const style = getComputedStyle(panel);
  const said = (name) => parseFloat(style.getPropertyValue(name)) * unit;
  return {
    width: said("--least-width") || Math.min(box.width, room),
    height: said("--least-height") || box.height,
  };
}

/**
 * The parts of a page that frames leave, line by line: what is above and below the panels grows with type, the margin of
 * a screen does not.
 */
export function regionsOf({ width, height, side, gap, plaque, ticker, below, unit }, zoom, bezels) {
  const space = gap * zoom;
  const columns = between(side, width - side, bezels.x, bezels.gap, unit);
  const rows = between(plaque * zoom + space, height - (ticker + below) * zoom - space, bezels.y, bezels.gap, unit);
  return rows.flatMap((row) =>
    columns.map((column) => ({ x: column.start, y: row.start, width: column.length, height: row.length })),
  );
}

function between(start, end, places, hidden, unit) {
  const half = hidden / 2 + CLEAR * unit;
  const inside = places.filter((place) => place > start && place < end).sort((a, b) => a - b);
  const starts = [start, ...inside.map((place) => place + half)];
  const ends = [...inside.map((place) => place - half), end];
  return starts
    .map((from, one) => ({ start: from, length: ends[one] - from }))
    .filter(({ length }) => length > SMALLEST * unit || inside.length === 0);
}
