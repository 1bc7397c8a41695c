// What a machine can tell of a page's accessibility.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const GRAVE = ["serious", "critical"];
// What WCAG 2.2 AA asks for is to be there however grave axe thinks it is.
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

const axe = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Runs in the page: of these targets those that are too small to hit. axe measures boxes; what is touched may be more, as
 * links of numbers and tiles reach beyond their letters. A target is large enough where its middle and what is 11 pixels
 * left, right, above and below of it is all its own. */
function tooSmall(selectors) {
  return selectors.filter((selector) => {
    const target = document.querySelector(selector);
    // A list has turned its page meanwhile.
    if (!target) return false;
    target.scrollIntoView({ block: "center", inline: "center" });
    const { left, top, width, height } = target.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const around = [[0, 0], [-11, 0], [11, 0], [0, -11], [0, 11]];
    return !around.every(([right, down]) => target.contains(document.elementFromPoint(x + right, y + down)));
  });
}

/** The page's findings, a line each: all against WCAG 2.2 AA, and what else is grave. How large targets are is looked at
 * where that is asked for. */
export async function graveFindings(page, { targetSize = false } = {}) {
  await page.evaluate(await axe);
  const { violations } = await page.evaluate((enabled) => globalThis.axe.run({ rules: { "target-size": { enabled } } }), targetSize);
  const targets = violations.filter(({ id }) => id === "target-size").flatMap(({ nodes }) => nodes);
  const small = await page.evaluate(tooSmall, targets.map(({ target }) => target.join(" ")));
  const isReal = (id, target) => id !== "target-size" || small.includes(target.join(" "));
  return violations
    .filter(({ impact, tags }) => GRAVE.includes(impact) || tags.some((tag) => WCAG.includes(tag)))
    .flatMap(({ id, nodes }) =>
      nodes
        .filter(({ target }) => isReal(id, target))
        .map(({ target, failureSummary }) => `${id} ${target.join(" ")}: ${failureSummary}`),
    );
}
