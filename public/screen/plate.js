// A plate over the picture, for a while: which screen this is, or what staff have to say.

import { element } from "./element.js";

const standing = new Map();

/** Shows a plate of a kind; a newer one of the same kind takes its place. */
export function plate(kind, { mark, title, lines, forMs }) {
  take(kind);
  const shown = element(
    "aside",
    { class: `screen-plate ${kind}`, role: "status" },
    mark ? element("i", { class: "plate-mark", "aria-hidden": "true" }, mark) : null,
    element(
      "div",
      {},
      element("p", { class: "plate-title" }, String(title ?? "").slice(0, 200)),
      ...lines.filter(Boolean).map((line) => element("p", {}, String(line).slice(0, 200))),
    ),
  );
  document.body.append(shown);
  standing.set(kind, { shown, timer: setTimeout(() => take(kind), forMs) });
}

function take(kind) {
  const before = standing.get(kind);
  if (!before) return;
  clearTimeout(before.timer);
  before.shown.remove();
  standing.delete(kind);
}
