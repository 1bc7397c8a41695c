// What is on the glass, read from the page itself.

/** The scene that is shown; nothing on pages that show none. One that fades is none any more. */
export const sceneOnGlass = () => document.querySelector("#app .scene");

export function glass() {
  const scene = sceneOnGlass();
  const root = document.documentElement.dataset;
  return {
    unit: scene?.dataset.unit ?? root.unit ?? "",
    scene: scene?.dataset.scene ?? root.scene ?? root.page ?? "",
    isFresh: (scene?.dataset.age ?? "live") === "live",
    isGone: document.querySelector(".gone") !== null,
    age: scene?.dataset.age ?? root.age ?? "live",
  };
}

/** Calls the handler whenever something else is shown: with whether that is another scene, or the same of another age. */
export function watchGlass(handler) {
  const watched = ["data-scene", "data-unit", "data-age", "data-form"];
  let before = {};
  const look = () => {
    const { unit, scene, age, isGone } = glass();
    const form = sceneOnGlass()?.dataset.form;
    const now = { shown: `${unit} ${scene}`, state: `${age} ${isGone} ${form}` };
    if (now.shown === before.shown && now.state === before.state) return;
    const isOther = now.shown !== before.shown;
    before = now;
    handler(isOther);
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
