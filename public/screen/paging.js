// A scene whose panels do not fit the screen all at once: because type is larger than the scene was composed for, or
// because a frame of the wall runs across a panel. They take turns on pages.

import { isDivided } from "./bezels.js";
import { measure, regionsOf } from "./measure.js";
import { pack } from "./pages.js";

/** What is hardly larger fits as it is. */
export const NOTICED = 1.03;
const EVERY_S = 20;
/** Of the height, so much is the panels', or type is not enlarged any further. */
const LEAST = 0.45;
const SMALLER = 0.95;
/** What is smaller than it may be by no more than this is as large. */
const SLACK = 0.001;
/** Parts of a wall that give a panel about as much room take it alike. */
const ALIKE = 0.8;

/**
 * The pages of a scene, as rules for the style sheet. Each panel is on one of them: where it has no room with type so
 * large, with type as large as it has room for; and never smaller than it was composed for or, where frames divide a
 * wall, than one panel of the design would show it.
 * @param {Element} scene As it is with the type that it was composed for.
 * @param {number} wanted How much larger type is to be; one, where it need not be. Then there are as few pages as can
 *   be, and type is as large as that allows.
 * @param {{ x: number[], y: number[], gap: number }} bezels Where frames are, in pixels of the picture, and how wide.
 * @returns {{ zoom: number, pages: string[][] }} No pages where there is no room for all.
 */
export function paginate(scene, wanted, bezels) {
  const measured = measure(scene);
  const isFramed = isDivided(bezels);
  const least = isFramed ? Math.min(1, 1 / measured.unit) : 1;
  const isEnlarged = wanted > NOTICED;
  let best = { zoom: 1, pages: [] };
  for (let zoom = wanted; zoom > (isFramed ? least - SLACK : NOTICED); zoom *= SMALLER) {
    const found = laid(measured, zoom, bezels, least);
    if (!found) continue;
    if (isEnlarged) return found;
    if (best.pages.length === 0 || found.pages.length < best.pages.length) best = found;
  }
  return best;
}

/** The pages with type so large; nothing where a panel has no room with the least that its type may be. */
function laid(measured, zoom, bezels, least) {
  const regions = regionsOf(measured, zoom, bezels);
  if (regions.length === 0) return null;
  const height = Math.max(...regions.map((region) => region.height));
  if (bezels.y.length === 0 && height < LEAST * measured.height) return null;
  const sizes = measured.panels.map((panel) => roomFor(panel, regions, zoom));
  if (sizes.some((size) => size.zoom < least - SLACK)) return null;
  const pages = pack(sizes, regions, measured.gap * zoom);
  return { zoom, pages: pages.map((page) => rules(measured, page, sizes, zoom)) };
}

/** Which of so many pages has its turn. */
export const pageAt = (second, count) => (count > 0 ? Math.floor(second / EVERY_S) % count : 0);

/** How much larger a panel's type can be on a page, and how much room it takes then. */
function roomFor({ width, height }, regions, wanted) {
  const most = regions.map((region) => Math.min(wanted, region.width / width, region.height / height));
  const best = Math.max(...most);
  const zoom = Math.min(...most.filter((one) => one >= ALIKE * best));
  return { width: width * zoom, height: height * zoom, zoom };
}

function rules({ panels, plaque, ticker, around, count }, page, sizes, zoom) {
  const shown = new Map(page.map((one) => [panels[one.panel].place, one]));
  const list = [
    `.scene.wall{grid-template:"plaque" ${plaque * zoom}px "." minmax(0,1fr) "ticker" ${ticker * zoom}px / minmax(0,1fr) !important;row-gap:0 !important;column-gap:0 !important;}`,
  ];
  for (let place = 0; place < count; place += 1) {
    const one = shown.get(place);
    const selector = `.scene.wall>:nth-child(${place + 1})`;
    if (one) {
      const scale = sizes[one.panel].zoom / zoom;
      const at = `left:${one.x}px;top:${one.y}px;width:${one.width / scale}px;height:${one.height / scale}px;`;
      const drawn = scale < 1 ? `transform:scale(${scale});transform-origin:0 0;` : "";
      list.push(`${selector}{position:absolute !important;grid-area:auto !important;margin:0 !important;${at}${drawn}}`);
    } else if (!around.includes(place)) {
      list.push(`${selector}{display:none !important;}`);
    }
  }
  return list;
}
