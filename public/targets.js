// Whom a deployment is for: whole levels, and units picked by hand.

import { offerUnits } from "/units.js";

const part = document.querySelector("[data-targets]");
const form = part.closest("form");
const pick = part.querySelector("[data-pick]");
const list = part.querySelector("datalist");
const chips = part.querySelector(".picked");
const levels = [...part.querySelectorAll("[data-codes]")];
const picked = new Map();

const codes = () => {
  const chosen = levels.filter((level) => level.checked);
  const all = chosen.flatMap((level) => level.dataset.codes.split(" "));
  return [...new Set([...all, ...picked.keys()])];
};

function tell() {
  const chosen = levels.filter((level) => level.checked);
  const parts = chosen.map(({ dataset }) => `${dataset.codes.split(" ").length.toLocaleString("en-US")} ${dataset.word}`);
  if (picked.size > 0) parts.push(`另选 ${picked.size} 个`);
  const reach = form.querySelector("[data-reach]");
  reach.textContent = parts.length > 0 ? `将到达 ${parts.join("、")}` : "还没有选发到哪里";
  const count = codes().length;
  form.querySelector("[data-reach-short]").textContent = count > 0 ? `，发到 ${count.toLocaleString("en-US")} 个单位` : "";
}

function show() {
  const rows = [...picked].map(([code, name]) => {
    const row = document.createElement("li");
    const remove = document.createElement("button");
    remove.type = "button";
    remove.textContent = "×";
    remove.setAttribute("aria-label", `不发${name}`);
    remove.addEventListener("click", () => {
      picked.delete(code);
      show();
      pick.focus();
    });
    row.append(name, " ", remove);
    return row;
  });
  chips.replaceChildren(...rows);
  tell();
}

pick.addEventListener("input", async () => {
  const { value } = pick;
  const found = await offerUnits(pick, list, part.dataset.targets);
  const chosen = found.find(({ code }) => code === value);
  if (!chosen || chosen.code === part.dataset.targets) return;
  picked.set(chosen.code, chosen.name);
  pick.value = "";
  list.replaceChildren();
  show();
});
// The field only picks: what stands in it is not sent, and Enter does not publish.
pick.addEventListener("keydown", (event) => {
  if (event.key === "Enter") event.preventDefault();
});

for (const level of levels) level.addEventListener("change", tell);
form.addEventListener("filled", tell);
form.addEventListener("fact", ({ detail }) => {
  detail.targets = codes();
});
tell();
