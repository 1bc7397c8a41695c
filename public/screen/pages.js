// Panels that do not fit a screen all at once, on pages: each as large as it has to be, so many at a time as fit.

/**
 * Puts panels on pages, in their order: side by side, then below one another, in one part of a page after the other.
 * @param {{ width: number, height: number }[]} panels How much room each has to have.
 * @param {{ x: number, y: number, width: number, height: number }[]} regions The parts of a page.
 * @param {number} gap What is between two.
 * @returns {{ panel: number, x: number, y: number, width: number, height: number }[][]} A panel that does not even fit
 *   alone is on no page.
 */
export function pack(panels, regions, gap) {
  const pages = [];
  const fitting = panels
    .map(({ width, height }, panel) => ({ panel, width, height }))
    .filter((one) => regions.some((region) => holds(region, one)));
  for (const one of fitting) {
    const page = pages[pages.length - 1];
    if (page && fill([...page, one], regions, gap)) page.push(one);
    else pages.push([one]);
  }
  return pages.map((page) => {
    const filled = fill(page, regions, gap, true) ?? fill(page, regions, gap);
    return filled.flatMap((rows, region) => spread(rows, regions[region], gap));
  });
}

const holds = (region, { width, height }) => width <= region.width + 1 && height <= region.height + 1;

/** The rows of each part of a page; nothing where not all have room. Shared out, no part holds more than its share. */
function fill(page, regions, gap, isSharedOut = false) {
  const filled = regions.map(() => []);
  const rest = [...page];
  regions.forEach((region, place) => {
    const share = isSharedOut ? Math.ceil(rest.length / (regions.length - place)) : rest.length;
    for (let taken = 0; taken < share && rest.length > 0 && put(filled[place], rest[0], region, gap); taken += 1) {
      rest.shift();
    }
  });
  return rest.length === 0 ? filled : null;
}

/** Puts one more in a part of a page, if there is room. */
function put(rows, one, region, gap) {
  if (rows.length === 0) {
    if (!holds(region, one)) return false;
    rows.push({ height: one.height, items: [one] });
    return true;
  }
  const row = rows[rows.length - 1];
  const above = rows.slice(0, -1).reduce((total, { height }) => total + height + gap, 0);
  const taken = row.items.reduce((total, { width }) => total + width + gap, 0);
  const height = Math.max(row.height, one.height);
  if (taken + one.width <= region.width + 1 && above + height <= region.height + 1) {
    row.items.push(one);
    row.height = height;
    return true;
  }
  if (above + row.height + gap + one.height > region.height + 1) return false;
  rows.push({ height: one.height, items: [one] });
  return true;
}

/** What is left over is shared out, so that each part of a page is full. */
function spread(rows, region, gap) {
  const taller = share(rows.map(({ height }) => height), region.height, gap);
  let y = region.y;
  return rows.flatMap(({ items }, row) => {
    const wider = share(items.map(({ width }) => width), region.width, gap);
    let x = region.x;
    const placed = items.map(({ panel }, place) => {
      const one = { panel, x, y, width: wider[place], height: taller[row] };
      x += wider[place] + gap;
      return one;
    });
    y += taller[row] + gap;
    return placed;
  });
}

function share(lengths, whole, gap) {
  const room = whole - gap * (lengths.length - 1);
  const taken = lengths.reduce((total, length) => total + length, 0);
  return lengths.map((length) => (length * room) / taken);
}
