// Closes what leads out of a page or leaves something behind: menus, selections, gestures, shortcuts.

/** Keys that a page is used with. */
const KEYS = new Set(["Tab", "Enter", " ", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End", "Escape"]);
const NEVER = ["contextmenu", "selectstart", "dragstart", "dragover", "drop", "copy", "cut", "paste", "auxclick", "gesturestart", "beforeinput"];

const stop = (event) => {
  event.preventDefault();
  event.stopPropagation();
};

export function closeWaysOut() {
  const options = { capture: true, passive: false };
  for (const name of NEVER) addEventListener(name, stop, options);
  addEventListener("mousedown", (event) => event.button > 0 && stop(event), options);
  addEventListener("wheel", (event) => (event.ctrlKey || event.metaKey) && stop(event), options);
  addEventListener("touchstart", (event) => event.touches.length > 1 && stop(event), options);
  addEventListener("touchmove", (event) => event.touches.length > 1 && stop(event), options);
  addEventListener("keydown", (event) => !isUse(event) && stop(event), options);
  // A click with a key held would open another window.
  addEventListener("click", (event) => isElsewhere(event) && stop(event), options);
  addEventListener("submit", stop, options);
}

const isElsewhere = ({ ctrlKey, metaKey, shiftKey, altKey }) => ctrlKey || metaKey || shiftKey || altKey;

function isUse(event) {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  if (ctrlKey || metaKey || altKey) return false;
  return KEYS.has(key) && (!shiftKey || key === "Tab");
}
