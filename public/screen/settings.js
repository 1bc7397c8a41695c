// What the server says about a paired screen, as the rest of the scripts can rely on it: whatever does not make sense
// is left out, so that a slip in the console never leaves a wall without a picture.

const SCENES = ["overview", "linkage", "life", "co_building"];
const SHORTEST_DWELL_S = 5;

export function readSettings(notice) {
  const { screen, stage, reading, hours } = notice;
  return {
    screen: {
      id: number(screen?.id),
      name: text(screen?.name),
      role: screen?.role === "kiosk" ? "kiosk" : "wall",
      unit: text(screen?.unit),
      unitName: text(screen?.unit_name),
    },
    theme: notice.theme === "ink" ? "ink" : "red",
    isStill: notice.still === true,
    stage: {
      width: positive(stage?.width),
      height: positive(stage?.height),
      safe: sides(stage?.safe),
      bezels: {
        x: places(stage?.bezels?.x),
        y: places(stage?.bezels?.y),
        gap: positive(stage?.bezels?.gap) ?? 0,
      },
    },
    reading: positive(reading?.diagonal_in)
      ? { diagonal: reading.diagonal_in, distance: positive(reading.distance_m) }
      : null,
    hours: {
      off: span(hours?.off),
      dim: span(hours?.dim),
      brightness: Math.min(100, Math.max(10, number(hours?.dim_percent) ?? 40)) / 100,
    },
    isMuted: notice.muted === true,
    playlist: list(notice.playlist).map(entry).filter(Boolean),
  };
}

/** Minutes after midnight of "08:30"; nothing where it is no time. */
export function minuteOf(time) {
  const found = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(time ?? "");
  const minute = found && Number(found[1]) * 60 + Number(found[2]);
  return found && minute <= 1440 ? minute : null;
}

function entry(one) {
  if (!SCENES.includes(one?.scene) || !text(one.unit)) return null;
  return {
    unit: one.unit,
    unitName: text(one.unit_name),
    scene: one.scene,
    dwell: Math.max(SHORTEST_DWELL_S, number(one.dwell_s) ?? 30),
    from: minuteOf(one.from),
    to: minuteOf(one.to),
  };
}

/** Two times of day, as minutes; nothing unless both are told and differ. */
function span(times) {
  const [from, to] = list(times).map(minuteOf);
  const isSpan = Number.isFinite(from) && Number.isFinite(to) && from !== to;
  return isSpan ? [from, to] : null;
}

const list = (value) => (Array.isArray(value) ? value : []);
const text = (value) => (typeof value === "string" ? value : "");
const number = (value) => (Number.isFinite(value) ? value : null);
const positive = (value) => (value > 0 && Number.isFinite(value) ? value : null);
const places = (value) => list(value).filter(positive).sort((a, b) => a - b);
const sides = (value) => [0, 1, 2, 3].map((side) => positive(list(value)[side]) ?? 0);

/** What holds before the server has said anything. */
export const UNKNOWN = readSettings({});
