// What the time of day asks of a panel: full light, less at night, or none.

/** Whether a minute of the day is within a span, which may run past midnight. */
export function isWithin(minute, [from, to]) {
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}

/** @returns {"full" | "dim" | "off"} */
export function lightAt({ off, dim }, minute) {
  if (off && isWithin(minute, off)) return "off";
  return dim && isWithin(minute, dim) ? "dim" : "full";
}
