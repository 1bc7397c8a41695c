// Where type is too large for a whole scene, its panels take turns: each as large as it has to be, so many at a time as
// fit. Nothing is drawn smaller instead.

/**
 * Puts panels on pages, in their order: side by side, then below one another.
 * @param {{ width: number, height: number }[]} panels How much room each has to have.
 * @param {{ width: number, height: number }} area How much there is.
 * @param {number} gap What is between two.
 * @returns {{ panel: number, x: number, y: number, width: number, height: number }[][]} A panel that does not even fit
 *   alone is on no page.
 */
export function pack(panels, area, gap) {
  const pages = [];
  let page = null;
  panels.forEach(({ width, height }, panel) => {
    if (width > area.width + 1 || height > area.height + 1) return;
    page = page && put(page, { panel, width, height }, area, gap) ? page : begin(pages, { panel, width, height });
  });
  return pages.map((rows) => spread(rows, area, gap));
}

function begin(pages, one) {
  const page = [{ height: one.height, items: [one] }];
  pages.push(page);
  return page;
}

/** Puts one more on a page, if there is room. */
function put(rows, one, area, gap) {
  const row = rows[rows.length - 1];
  const above = rows.slice(0, -1).reduce((total, { height }) => total + height + gap, 0);
  const taken = row.items.reduce((total, { width }) => total + width + gap, 0);
  const height = Math.max(row.height, one.height);
  if (taken + one.width <= area.width + 1 && above + height <= area.height + 1) {
    row.items.push(one);
    row.height = height;
    return true;
  }
  if (above + row.height + gap + one.height > area.height + 1) return false;
  rows.push({ height: one.height, items: [one] });
  return true;
}

/** What is left over is shared out, so that a page is full. */
function spread(rows, area, gap) {
  const taller = share(rows.map(({ height }) => height), area.height, gap);
  let y = 0;
  return rows.flatMap(({ items }, row) => {
    const wider = share(items.map(({ width }) => width), area.width, gap);
    let x = 0;
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
