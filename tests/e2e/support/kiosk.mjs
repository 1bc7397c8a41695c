// What a kiosk's tests look at.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import jsQR from "jsqr";

/** Waits until the page's script has taken it over. */
export async function isOpen(page) {
  await page.locator(".state[data-state=live]").waitFor();
  await page.evaluate(() => document.fonts.ready);
}

/** For whoever wants to look: SCREENSHOTS names the folder. */
export async function photograph(page, name) {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

/** What the code on the page says, as a phone reads it. */
export async function codeOf(page) {
  const { data, size } = await page.evaluate(async () => {
    const drawing = document.querySelector(".take svg").outerHTML;
    const picture = new Image();
    picture.src = `data:image/svg+xml,${encodeURIComponent(drawing)}`;
    await picture.decode();
    const size = picture.width;
    const canvas = Object.assign(document.createElement("canvas"), { width: size, height: size });
    const context = canvas.getContext("2d");
    context.drawImage(picture, 0, 0, size, size);
    return { data: [...context.getImageData(0, 0, size, size).data], size };
  });
  return jsQR(Uint8ClampedArray.from(data), size, size)?.data;
}

// The functions below run in the page.

/** What can be touched and is smaller than so many pixels, either way. */
export function small(least) {
  const controls = [...document.querySelectorAll("main a[href], main button")];
  return controls
    .map((control) => ({ control, box: control.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0 && (box.width < least - 0.5 || box.height < least - 0.5))
    .map(({ control, box }) => `${control.textContent.trim()} is ${box.width.toFixed(1)} × ${box.height.toFixed(1)}`);
}

/** What can be touched and is nearer than so many pixels to something else that can; on the map 8 are enough. */
export function crowded(least) {
  const controls = [...document.querySelectorAll("main a[href], main button")]
    .map((control) => ({ control, box: control.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0);
  const isOnMap = ({ control }) => control.closest(".places") !== null;
  const found = [];
  for (const [place, one] of controls.entries()) {
    for (const other of controls.slice(place + 1)) {
      const across = Math.max(one.box.left, other.box.left) - Math.min(one.box.right, other.box.right);
      const down = Math.max(one.box.top, other.box.top) - Math.min(one.box.bottom, other.box.bottom);
      const gap = Math.max(across, down);
      const wanted = isOnMap(one) && isOnMap(other) ? 8 : least;
      if (gap < wanted - 0.5) {
        found.push(`${one.control.textContent.trim()} and ${other.control.textContent.trim()}: ${gap.toFixed(1)}`);
      }
    }
  }
  return found;
}

/** What can be touched only in the upper half. The map's tiles are shortcuts to what is below as well. */
export function outOfReach() {
  const controls = [...document.querySelectorAll("main a[href], main button")];
  return controls
    .filter((control) => !control.closest(".finding") && control.getBoundingClientRect().width > 0)
    .filter((control) => control.getBoundingClientRect().top < innerHeight / 2 - 1)
    .map((control) => `${control.textContent.trim()} is in the upper half`);
}
