// The part of the window that a wall's picture fills, and how large its type is.

/** A pixel of the design on the panel that the design was made for: 55 inches, 1920 × 1080, read from five metres. */
const REFERENCE_PITCH_MM = 0.634;
const REFERENCE_DISTANCE_M = 5;
const INCH_MM = 25.4;
/** A wall moves by up to six pixels, so that nothing burns in. */
const SHIFT_PX = 8;
const LARGEST = 2;
/** Up to here the style sheet takes a window for a phone's. */
const SMALLEST_WALL_PX = 1400;

/**
 * Where the picture is.
 * @param {object} settings As `readSettings` gives them.
 * @param {{ width: number, height: number }} view The window.
 */
export function stageOf({ stage, reading }, view) {
  const full = { width: stage.width ?? view.width, height: stage.height ?? view.height };
  const [top, right, bottom, left] = stage.safe;
  const inner = {
    x: left,
    y: top,
    width: Math.max(1, full.width - left - right),
    height: Math.max(1, full.height - top - bottom),
  };
  const isSet = [stage.width, stage.height].some(Boolean) || stage.safe.some(Boolean);
  return {
    full,
    inner,
    bleed: SHIFT_PX + Math.max(...stage.safe),
    isSmaller: full.width < view.width || full.height < view.height,
    // Only then does the style sheet have to be told otherwise than by the window.
    asked: isSet ? composition(inner) : null,
    zoom: zoomOf(reading, full, inner),
  };
}

/** What size to choose a composition by: a panel of few pixels is a small picture of a wall, and no phone. */
function composition({ width, height }) {
  const factor = Math.max(1, SMALLEST_WALL_PX / width);
  return { width: width * factor, height: height * factor };
}

/** A pixel of the design where the picture alone decides, as the style sheet has it. */
export function unitOf({ width, height }) {
  const ratio = width / height;
  if (ratio >= 2.6) return height / 1080;
  return ratio <= 0.9 ? Math.min(width / 1080, height / 1920) : Math.min(width / 1920, height / 1080);
}

/** How much larger type has to be than that, for whoever reads it from further away. Never smaller; and not more than
 * twice as large, where hardly a panel would be left of a scene. */
export function zoomOf(reading, full, inner) {
  if (!reading) return 1;
  const pitch = (reading.diagonal * INCH_MM) / Math.hypot(full.width, full.height);
  const distance = reading.distance ?? REFERENCE_DISTANCE_M;
  const wanted = (distance / REFERENCE_DISTANCE_M) * (REFERENCE_PITCH_MM / pitch);
  return Math.min(LARGEST, Math.max(1, wanted / unitOf(inner)));
}
