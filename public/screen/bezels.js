// A wall of several panels has frames between them. The columns of a picture are moved so that the gaps between them lie
// there, and nothing that is read.

/** How much is to stay free beside a frame, of pixels of the design. */
export const CLEAR = 12;

/** Whether frames run across the picture at all. */
export const isDivided = ({ x, y }) => x.length + y.length > 0;

/**
 * @param {number[]} tracks The widths of the columns. The first and the last are not moved: of columns they are the margins.
 * @param {number} gap What is between two columns.
 * @param {number[]} bezels Where the middles of the frames are, from the picture's edge.
 * @param {number} hidden How much of the picture a frame covers.
 * @param {number} clear How much is to stay free on either side.
 * @param {boolean} isEmpty Whether the first and the last are empty, and may give what wider gaps take.
 * @param {(place: number) => boolean} isFree Whether a frame may come after the column at a place: nothing runs across.
 * @returns {{ tracks: number[], gap: number } | null} Nothing where the columns are too few.
 */
export function fit(tracks, gap, bezels, hidden, clear, isEmpty = true, isFree = () => true) {
  const wider = Math.max(gap, hidden + 2 * clear);
  const whole = sum(tracks) + gap * (tracks.length - 1);
  const last = tracks.length - 1;
  const given = isEmpty ? wider - gap : 0;
  const margins = [0, last].map((place) => Math.max(0, tracks[place] - given));
  let best = null;
  for (const places of choices(1, last - 2, bezels.length)) {
    if (!places.every(isFree)) continue;
    const found = lay(tracks, wider, margins, whole, bezels, places);
    if (found && (!best || found.strain < best.strain)) best = found;
  }
  return best && { tracks: best.tracks, gap: wider };
}

/** The columns where a frame comes after each of these places, and how far that strains them. */
function lay(tracks, gap, [first, final], whole, bezels, places) {
  const laid = [first];
  let strain = 0;
  let start = first + gap;
  const ends = [...bezels.map((middle) => middle - gap / 2), whole - final - gap];
  const cuts = [...places, tracks.length - 2];
  let from = 1;
  for (const [index, end] of ends.entries()) {
    const part = tracks.slice(from, cuts[index] + 1);
    const room = end - start - gap * (part.length - 1);
    const scale = room / sum(part);
    if (!(scale > 0)) return null;
    strain = Math.max(strain, Math.abs(Math.log(scale)));
    laid.push(...part.map((track) => track * scale));
    start = end + gap;
    from = cuts[index] + 1;
  }
  return { tracks: [...laid, final], strain };
}

/** All ways to choose so many rising numbers of a range. */
function choices(low, high, count) {
  if (count === 0) return [[]];
  const found = [];
  for (let first = low; first <= high; first += 1) {
    for (const rest of choices(first + 1, high, count - 1)) found.push([first, ...rest]);
  }
  return found;
}

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
