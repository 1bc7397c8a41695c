// What a machine can tell of a page's accessibility.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const GRAVE = ["serious", "critical"];

const axe = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The page's grave findings, a line each. */
export async function graveFindings(page) {
  await page.evaluate(await axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations
    .filter(({ impact }) => GRAVE.includes(impact))
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(" ")}: ${failureSummary}`),
    );
}
