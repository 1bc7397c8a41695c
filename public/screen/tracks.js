// The columns and rows of a scene on a wall of several panels: measured as they would be, and moved to where the frames
// between the panels leave room.

import { CLEAR, fit } from "./bezels.js";

/** What is so much of the whole runs along all of it, and keeps to no column. */
const ALL = 0.9;
const ROUNDS = 6;
const SMALLEST = 0.6;
const NOTHING = { declarations: "", scale: 1 };
const RUNNING = [".plaque .scenes", ".alerts li", ".pipeline .stations > li"];
const AXES = [
  { name: "x", start: "left", end: "right", tracks: "gridTemplateColumns", gap: "columnGap", written: ["columns", "column"] },
  { name: "y", start: "top", end: "bottom", tracks: "gridTemplateRows", gap: "rowGap", written: ["rows", "row"] },
];

/**
 * A rule that moves a scene's columns and rows, and by how much type has to be smaller then: columns have room to give,
 * rows have none. Nothing where a frame cannot but run across a panel, or a row would be too low.
 */
export function moveTracks(scene, inner, bezels) {
  const [columns, rows] = AXES.map((axis) => {
    const places = bezels[axis.name].map((place) => place - inner[axis.name]);
    return places.length > 0 ? moved(scene, axis, places, bezels.gap) : NOTHING;
  });
  if (!columns || !rows) return null;
  if (rows.scale < SMALLEST) return null;
  return { rule: `.scene.wall{${columns.declarations}${rows.declarations}}`, zoom: rows.scale };
}

function moved(scene, axis, places, hidden) {
  const style = getComputedStyle(scene);
  const measured = style[axis.tracks].split(" ").map(parseFloat);
  const gap = parseFloat(style[axis.gap]) || 0;
  const clear = (CLEAR * parseFloat(style.fontSize)) / 26;
  const isFree = free(scene, axis, measured, gap);
  const found = fit(measured, gap, places, hidden, clear, axis.name === "x", isFree);
  if (!found) return null;
  const [tracks, between] = axis.written;
  const lengths = found.tracks.map((track) => `${track}px`).join(" ");
  return {
    declarations: `grid-template-${tracks}:${lengths} !important;${between}-gap:${found.gap}px !important;`,
    scale: Math.min(1, ...found.tracks.slice(1, -1).map((track, place) => track / measured[place + 1])),
  };
}

/** Whether no panel runs across the gap after a column. */
function free(scene, { start, end }, measured, gap) {
  const whole = scene.getBoundingClientRect();
  const panels = [...scene.children]
    .map((panel) => panel.getBoundingClientRect())
    .filter((panel) => panel[end] - panel[start] < ALL * (whole[end] - whole[start]))
    .map((panel) => [panel[start] - whole[start], panel[end] - whole[start]]);
  return (place) => {
    const before = measured.slice(0, place + 1).reduce((total, track) => total + track, 0);
    const middle = before + gap * (place + 0.5);
    return panels.every(([from, to]) => from >= middle - 1 || to <= middle + 1);
  };
}

/** What runs along the whole picture keeps to no column: its parts make room for a frame one by one. */
export function stepAside(scene, sheet, place, hidden) {
  const [left, right] = [place - hidden / 2, place + hidden / 2];
  stopBefore(scene, sheet, left, right);
  for (const selector of RUNNING) {
    for (const item of scene.querySelectorAll(selector)) {
      const nth = [...item.parentElement.children].indexOf(item) + 1;
      const rule = sheet.cssRules[sheet.insertRule(`.scene.wall ${selector}:nth-child(${nth}){}`)];
      // What it moves away from moves too: what is before it gets narrower.
      for (let round = 0, margin = 0; round < ROUNDS; round += 1) {
        const box = item.getBoundingClientRect();
        if (box.left >= right || box.right <= left) break;
        margin += right + CLEAR - box.left;
        rule.style.setProperty("margin-left", `${margin}px`, "important");
      }
    }
  }
}

/** Events come and go, and each is another length: their line ends where a frame begins. */
function stopBefore(scene, sheet, left, right) {
  const events = scene.querySelector(".ticker .events");
  const box = events?.getBoundingClientRect();
  if (!box || box.left >= left || box.right <= right) return;
  sheet.insertRule(`.scene.wall .ticker .events{max-width:${left - CLEAR - box.left}px !important;}`);
}
