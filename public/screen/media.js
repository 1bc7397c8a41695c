// The style sheet asks the window how large it is. Where a wall's picture is not as large as the window, its questions
// are answered for the picture instead; and for a phone's, where a reader's spacing needs room (`spacing.js`).

const FEATURE = /\(\s*(min|max)-(width|height|aspect-ratio)\s*:\s*([\d.]+)(?:px|\s*\/\s*([\d.]+))?\s*\)/g;

/** Whether a condition of the style sheet holds for a picture of this size; `null` where it asks for something else. */
export function holds(condition, { width, height }) {
  const alternatives = condition.split(",").map((part) => {
    const features = [...part.matchAll(FEATURE)];
    const rest = part.replace(FEATURE, "").replace(/\band\b|\bonly\b|\bscreen\b|\ball\b/g, "");
    if (features.length === 0 || rest.trim()) return null;
    return features.every(([, bound, feature, number, denominator]) => {
      const wanted = Number(number) / Number(denominator ?? 1);
      const actual = { width, height, "aspect-ratio": width / height }[feature];
      return bound === "min" ? actual >= wanted : actual <= wanted;
    });
  });
  return alternatives.includes(null) ? null : alternatives.includes(true);
}

/** All conditions of a document's style sheets that ask for a size, as they were written. */
export class SizeRules {
  #rules = [];

  constructor(sheets) {
    for (const sheet of sheets) this.#collect(sheet);
  }

  /** Answers for a picture of this size; for the window where there is none. */
  answer(size) {
    for (const { media, written } of this.#rules) {
      const answer = size ? holds(written, size) : null;
      const text = answer === null ? written : answer ? "all" : "not all";
      if (media.mediaText !== text) media.mediaText = text;
    }
  }

  #collect(sheet) {
    let rules;
    try {
      rules = sheet.cssRules;
    } catch {
      // Another origin's, such as an extension's.
      return;
    }
    for (const rule of rules) {
      if (!(rule instanceof CSSMediaRule)) continue;
      const written = rule.media.mediaText;
      if (holds(written, { width: 1, height: 1 }) !== null) this.#rules.push({ media: rule.media, written });
    }
  }
}
