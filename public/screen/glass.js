// What is on the glass, read from the page itself.

/** The scene that is shown; nothing on pages that show none. One that fades is none any more. */
export const sceneOnGlass = () => document.querySelector("#app .scene");

export function glass() {
  const scene = sceneOnGlass();
  const root = document.documentElement.dataset;
  return {
    unit: scene?.dataset.unit ?? root.unit ?? "",
    scene: scene?.dataset.scene ?? root.page ?? "",
    isFresh: (scene?.dataset.age ?? "live") === "live",
    isGone: document.querySelector(".gone") !== null,
    age: scene?.dataset.age ?? root.age ?? "live",
  };
}

/** Calls the handler whenever another scene, another unit or another age is shown. */
export function watchGlass(handler) {
  const watched = ["data-scene", "data-unit", "data-age"];
  let before = "";
  const look = () => {
    const { unit, scene, age, isGone } = glass();
    const now = `${unit} ${scene} ${age} ${isGone}`;
    if (now === before) return;
    before = now;
    handler();
  };
  new MutationObserver(look).observe(document.getElementById("app") ?? document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: watched,
  });
  look();
}

/** Calls the handler when what was drawn until now is on the glass: as the second animation frame after it begins. */
export function whenPainted(handler) {
  requestAnimationFrame(() => requestAnimationFrame(handler));
}
