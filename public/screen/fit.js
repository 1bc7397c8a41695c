// Text that nobody knows the length of, in a place that is only so large: first smaller, then a page at a time.

/** The largest of the sizes from `least` to `most` that fits, to half a pixel; `least` where none does. */
export function largest(least, most, fits) {
  if (fits(most)) return most;
  let [low, high] = [least, most];
  while (high - low > 0.5) {
    const middle = (low + high) / 2;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}

const SENTENCE_END = /[。！？；!?;\n]/;
/** A page may end this much earlier for the sake of a sentence. */
const LEAST_FILLED = 0.6;

/** Cuts a text into pages that each fit; after sentences where that leaves no page half empty. */
export function paginate(text, fits) {
  const letters = lettersOf(text);
  const pages = [];
  let from = 0;
  while (from < letters.length) {
    const length = Math.max(1, longest(letters, from, fits));
    const isLast = from + length >= letters.length;
    const end = isLast ? letters.length : sentenceEnd(letters, from, length);
    const page = letters.slice(from, end).join("").trim();
    if (page) pages.push(page);
    from = end;
  }
  return pages;
}

/** How many letters from here on fit. */
function longest(letters, from, fits) {
  let [low, high] = [0, letters.length - from];
  // Nothing is gained by trying pages that are far too long.
  let step = 64;
  while (step < high && fits(letters.slice(from, from + step).join(""))) {
    low = step;
    step *= 2;
  }
  high = Math.min(high, step);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(letters.slice(from, from + middle).join(""))) low = middle;
    else high = middle - 1;
  }
  return low;
}

function sentenceEnd(letters, from, length) {
  const least = from + Math.ceil(length * LEAST_FILLED);
  for (let end = from + length; end > least; end -= 1) {
    if (SENTENCE_END.test(letters[end - 1])) return end;
  }
  return from + length;
}

/** As people count them: what is put together of several signs stays together. */
export function lettersOf(text) {
  if (typeof Intl.Segmenter !== "function") return Array.from(text);
  return Array.from(new Intl.Segmenter("zh").segment(text), ({ segment }) => segment);
}
