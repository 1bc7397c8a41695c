// The fleet's pages: what is chosen is told to do something, settings are put together, and what is shown renews itself.

import { ask, call, clear, signIn, tell } from "/console.js";
import { offerUnits } from "/units.js";

/** Units to choose from, for whatever input asks for one's code. */
const offered = document.createElement("datalist");
offered.id = "offered-units";
document.body.append(offered);

const chosen = () => [...document.querySelectorAll("input[name=screen]:checked")].map(({ value }) => Number(value));

/** Has screens do something, and says what came of it. */
async function command(form, screens, button) {
  clear(form);
  const said = form.querySelector("output");
  said.textContent = "";
  if (button.dataset.ask && !(await ask(button.dataset.ask))) return;
  const body = { screens, do: button.value };
  for (const name of ["text", "unit", "scene"]) {
    const field = form.elements[name];
    const isAsked = name === "text" ? button.value === "message" : button.value === "turn";
    if (field && isAsked) body[name] = field.value;
  }
  const { ok, answer } = await call("POST /api/v1/screens/commands", body);
  if (answer.code === "not_signed_in") return signIn();
  if (!ok) return tell(form, answer);
  const missed = answer.missed.length;
  said.textContent = missed ? `已发给 ${answer.told} 块，${missed} 块没有连接` : `已发给 ${answer.told} 块`;
  if (button.value === "forgive") renew();
}

function showBulk() {
  const bulk = document.querySelector("[data-bulk]");
  if (!bulk) return;
  const count = chosen().length;
  bulk.hidden = count === 0;
  bulk.querySelector("[data-chosen]").textContent = count;
}

/** `[1920, 3840]` of `1920 3840`; nothing where there is none. */
const numbers = (text) => (text.match(/\d+/g) ?? []).map(Number);

/** A form's settings as the API wants them: what is empty is inherited. */
function settings(form) {
  const text = (name) => form.elements[name].value.trim();
  const hours = (name) => (text(name) === "无" ? "none" : text(name).replace(/\s*[–—至~]\s*/, "-"));
  const set = {};
  const put = (name, value) => {
    if (value !== "" && value !== undefined) set[name] = value;
  };
  put("theme", text("theme"));
  for (const name of ["still", "muted"]) put(name, text(name) === "" ? undefined : text(name) === "true");
  for (const name of ["off", "dim", "restart"]) put(name, hours(name));
  put("dim_percent", numbers(text("dim_percent"))[0]);
  const [width, height] = numbers(text("size"));
  if (width !== undefined) set.size = { width, height: height ?? 0 };
  if (text("safe")) set.safe = numbers(text("safe"));
  const [x, y] = [numbers(text("bezels_x")), numbers(text("bezels_y"))];
  if (x.length || y.length) set.bezels = { x, y, gap: numbers(text("bezels_gap"))[0] ?? 0 };
  const [diagonal, distance] = [Number(text("diagonal")), Number(text("distance"))];
  if (diagonal || distance) set.reading = { diagonal_in: Math.round(diagonal), distance_dm: Math.round(distance * 10) };
  if (form.elements.has_playlist.checked) set.playlist = [...form.querySelectorAll(".entries > li")].map(entry);
  return set;
}

function entry(row) {
  const value = (name) => row.querySelector(`[name=${name}]`).value.trim();
  const one = { scene: value("scene"), dwell_s: Number(value("dwell_s")) };
  for (const name of ["unit", "from", "to"]) if (value(name)) one[name] = value(name);
  return one;
}

async function save(form) {
  clear(form);
  const body = { ...JSON.parse(form.dataset.screenSettings), settings: settings(form) };
  const { ok, answer } = await call("PUT /api/v1/screen-settings", body);
  if (ok) return location.reload();
  if (answer.code === "not_signed_in") return signIn();
  // What the API calls by one name is several fields here.
  const places = { bezels: "bezels_x", reading: "diagonal" };
  for (const error of answer.errors ?? []) error.field = places[error.field] ?? error.field;
  tell(form, answer);
}

/** Puts the page's newest state in place, and leaves alone what somebody is at. */
async function renew() {
  const shown = [...document.querySelectorAll("[data-renew]")];
  const isBusy = shown.some((part) => part.contains(document.activeElement) && document.activeElement.matches("input:not([type=checkbox]), select, textarea"));
  if (document.hidden || isBusy || document.querySelector("dialog[open]")) return;
  const response = await fetch(location.href, { headers: { accept: "text/html" } });
  if (response.redirected) return location.reload();
  if (!response.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  const kept = new Set(chosen());
  const open = new Set([...document.querySelectorAll("[data-renew] details[open]")].map(({ className }) => className));
  const said = document.querySelector(".screen-detail output")?.textContent;
  fresh.querySelectorAll("[data-renew]").forEach((part, place) => shown[place]?.replaceWith(part));
  for (const box of document.querySelectorAll("input[name=screen]")) box.checked = kept.has(Number(box.value));
  for (const details of document.querySelectorAll("[data-renew] details")) details.open ||= open.has(details.className);
  const output = document.querySelector(".screen-detail output");
  if (output && said) output.textContent = said;
  showBulk();
}

document.addEventListener("change", ({ target }) => {
  if (target.dataset.all !== undefined) {
    for (const box of document.querySelectorAll("input[name=screen]")) box.checked = target.checked;
  }
  if (target.name === "has_playlist") document.querySelector("[data-playlist]").hidden = !target.checked;
  showBulk();
});

document.addEventListener("input", ({ target }) => {
  if (target.name !== "unit" || !target.value.trim()) return;
  target.setAttribute("list", offered.id);
  offerUnits(target, offered, document.querySelector("[data-own-unit]").dataset.ownUnit);
});

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-add], [data-up], [data-down], [data-remove]");
  if (!button) return;
  const list = document.querySelector(".entries");
  const row = button.closest("li");
  if ("add" in button.dataset) {
    list.append(document.querySelector("[data-playlist] template").content.cloneNode(true));
    list.lastElementChild.querySelector("select").focus();
  } else if ("remove" in button.dataset) {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    (next?.querySelector("[data-remove]") ?? document.querySelector("[data-add]")).focus();
  } else {
    if ("up" in button.dataset) row.previousElementSibling?.before(row);
    else row.nextElementSibling?.after(row);
    button.focus();
  }
});

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const isCommand = "bulk" in form.dataset || "command" in form.dataset;
  if (!isCommand && !("screenSettings" in form.dataset)) return;
  event.preventDefault();
  const button = event.submitter;
  if (button) button.disabled = true;
  try {
    if (!isCommand) await save(form);
    else await command(form, "bulk" in form.dataset ? chosen() : [Number(form.dataset.command)], button);
  } catch {
    tell(form, { detail: "连接不上服务器，没有做成；请稍后再试" });
  } finally {
    if (button) button.disabled = false;
  }
});

const renewed = document.querySelector("[data-renew]");
if (renewed) setInterval(() => renew().catch(() => {}), Number(renewed.dataset.renew) * 1000);
