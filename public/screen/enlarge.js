// A scene with larger type than it was composed for: its panels on pages that take turns.

import { pack } from "./pages.js";

/** What is hardly larger fits as it is. */
export const NOTICED = 1.03;
const EVERY_S = 20;
/** Of the height, so much is the panels', or type is not enlarged any further. */
const LEAST = 0.45;
const SMALLER = 0.95;
/** Of the width; what is as wide as that is the plaque, a band, or the ticker. */
const ALL = 0.9;
const GAP = 24;

/**
 * The pages of a scene, as rules for the style sheet.
 * @param {Element} scene As it is with the type that it was composed for.
 * @param {number} wanted How much larger type is to be.
 * @returns {{ zoom: number, pages: string[][] }}
 */
export function enlarge(scene, wanted) {
  const measured = measure(scene);
  for (let zoom = wanted; zoom > NOTICED; zoom *= SMALLER) {
    const area = areaOf(measured, zoom);
    if (area.height < LEAST * measured.height) continue;
    const sizes = measured.panels.map(({ width, height }) => ({ width: width * zoom, height: height * zoom }));
    const pages = pack(sizes, area, GAP * measured.unit * zoom);
    if (pages.length > 0) return { zoom, pages: pages.map((page) => rules(measured, area, page, zoom)) };
  }
  return { zoom: 1, pages: [] };
}

/** Which of so many pages has its turn. */
export const pageAt = (second, count) => (count > 0 ? Math.floor(second / EVERY_S) % count : 0);

function measure(scene) {
  const whole = scene.getBoundingClientRect();
  const style = getComputedStyle(scene);
  const boxes = [...scene.children].map((child, place) => ({ place, child, box: child.getBoundingClientRect() }));
  const heightOf = (selector) => boxes.find(({ child }) => child.matches(selector))?.box.height ?? 0;
  const isBand = ({ box }) => box.width > ALL * whole.width;
  const panels = boxes.filter((one) => one.box.width > 1 && one.box.height > 1 && !isBand(one) && !one.child.matches(".alerts"));
  const ticker = boxes.find(({ child }) => child.matches(".ticker"));
  const around = boxes.filter((one) => one.child.matches(".plaque") || (one === ticker && isBand(one)));
  return {
    width: whole.width,
    height: whole.height,
    unit: parseFloat(style.fontSize) / 26,
    side: parseFloat(getComputedStyle(scene.querySelector(".plaque")).paddingLeft) - parseFloat(style.getPropertyValue("--bleed")) || 0,
    plaque: heightOf(".plaque"),
    ticker: ticker && isBand(ticker) ? ticker.box.height : 0,
    below: parseFloat(style.paddingBottom) || 0,
    panels: panels.map(({ place, box }) => ({ place, width: box.width, height: box.height })),
    around: around.map(({ place }) => place),
    count: boxes.length,
  };
}

function areaOf({ width, height, side, plaque, ticker, below, unit }, zoom) {
  const gap = GAP * unit * zoom;
  const top = plaque * zoom + gap;
  return {
    x: side * zoom,
    y: top,
    width: width - 2 * side * zoom,
    height: height - top - (ticker + below) * zoom - gap,
  };
}

function rules({ panels, plaque, ticker, around, count }, area, page, zoom) {
  const shown = new Map(page.map((one) => [panels[one.panel].place, one]));
  const list = [
    `.scene.wall{grid-template:"plaque" ${plaque * zoom}px "." minmax(0,1fr) "ticker" ${ticker * zoom}px / minmax(0,1fr) !important;row-gap:0 !important;column-gap:0 !important;}`,
  ];
  for (let place = 0; place < count; place += 1) {
    const one = shown.get(place);
    const selector = `.scene.wall>:nth-child(${place + 1})`;
    if (one) {
      const at = `left:${area.x + one.x}px;top:${area.y + one.y}px;width:${one.width}px;height:${one.height}px;`;
      list.push(`${selector}{position:absolute !important;grid-area:auto !important;margin:0 !important;${at}}`);
    } else if (!around.includes(place)) {
      list.push(`${selector}{display:none !important;}`);
    }
  }
  return list;
}
