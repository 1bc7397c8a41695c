// The page of one import: says what is chosen to the API, follows what is under way, and renews `#import`
// in place when something has changed. Focus, open parts and what is half-written stay.

import { call, signIn } from "/console.js";
import { offerUnits } from "/units.js";

const MOVING = { reading: "正在校验", applying: "正在导入", undoing: "正在撤销" };
const SAID = {
  mapping: "还要对应列，才能校验",
  ready: "校验完成",
  failed: "文件读不下去",
  applied: "导入完成",
  undone: "已撤销",
};
const EVERY_MS = 500;
/** Aloud once in so many looks. */
const ALOUD = 8;

const page = () => document.getElementById("import");
const status = document.getElementById("import-status");
const { api } = page().dataset;
let following = 0;

const grouped = (count) => count.toLocaleString("en-US");
const wait = (ms) => new Promise((resume) => setTimeout(resume, ms));

function tell(text) {
  document.getElementById("import-problem").textContent = text;
}

/** Shows how far it is: in the bar where the page has one, else beside what is there already. */
function show({ state, progress }, aloud) {
  const { done = 0, total = 0 } = progress ?? {};
  const text = `${MOVING[state]} · ${grouped(done)} ${total ? `/ ${grouped(total)} ` : ""}行`;
  let place = document.getElementById("progress");
  if (!place) {
    place = document.createElement("section");
    place.id = "progress";
    place.className = "moving";
    place.innerHTML = '<progress aria-labelledby="progress-said"></progress><p id="progress-said"></p>';
    page().querySelector(".steps").after(place);
  }
  const bar = place.querySelector("progress");
  if (total) {
    bar.max = total;
    bar.value = done;
  }
  document.getElementById("progress-said").textContent = text;
  if (aloud) status.textContent = text;
}

/** Looks twice a second until nothing moves any more, and renews the page then. */
async function follow() {
  const turn = ++following;
  page().setAttribute("aria-busy", "true");
  for (let looks = 0; turn === following; looks += 1) {
    const seen = await call(`GET ${api}`).catch(() => null);
    if (turn !== following) return;
    if (seen?.ok && !MOVING[seen.answer.state]) {
      await renew();
      status.textContent = SAID[seen.answer.state] ?? "";
      return;
    }
    if (seen?.ok) show(seen.answer, looks % ALOUD === 0);
    else if (seen) return refused(seen.answer);
    await wait(EVERY_MS);
  }
}

function refused(answer) {
  if (answer.code === "not_signed_in") return signIn();
  page().removeAttribute("aria-busy");
  tell(answer.detail ?? "操作没有成功，请稍后再试");
}

/** Says something of the file, and follows the look at it. */
async function say(body) {
  tell("");
  following += 1;
  page().setAttribute("aria-busy", "true");
  try {
    const { ok, answer } = await call(`PATCH ${api}`, body);
    if (!ok) return refused(answer);
    await follow();
  } catch {
    refused({ detail: "连接不上服务器，没有保存；请稍后再试" });
  }
}

/** What stays over a renewal. */
function keep() {
  const focused = document.activeElement;
  const isWritten = focused?.matches?.("#import input:not([type=checkbox])");
  const all = (selector) => [...page().querySelectorAll(selector)];
  return {
    focus: focused?.id,
    written: isWritten ? focused.value : undefined,
    open: all("details[open][id]").map(({ id }) => id),
    checked: all("input:checked[id]").map(({ id }) => id),
    scrolled: all(".scroll[id]").map(({ id, scrollTop, scrollLeft }) => [id, scrollTop, scrollLeft]),
  };
}

function restore({ focus, written, open, checked, scrolled }) {
  const at = (id) => document.getElementById(id);
  for (const id of open) at(id)?.setAttribute("open", "");
  for (const id of checked) if (at(id)) at(id).checked = true;
  for (const [id, top, left] of scrolled) at(id)?.scrollTo(left, top);
  if (!focus) return;
  const isGone = !at(focus);
  // What was mended is gone: on with the next of them, or with what follows.
  const next = isGone ? (at("mean-0") ?? at("problems-title") ?? at("result-title")) : at(focus);
  next?.focus();
  if (!isGone && written !== undefined && next.dataset.word === undefined && next.dataset.value === undefined) next.value = written;
}

async function renew() {
  const response = await fetch(location.href);
  const html = response.ok ? await response.text() : "";
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("import");
  if (!fresh) return location.reload();
  const kept = keep();
  page().replaceWith(fresh);
  restore(kept);
  if (MOVING[fresh.dataset.stage]) follow();
}

const meaning = ({ dataset: { field, word }, value }, code = value) => ({ field, word, code });

function changed({ target }) {
  const { column, fixed, word, field, value } = target.dataset;
  if (column !== undefined) return say({ columns: { [column]: target.value } });
  if (fixed !== undefined) return say({ fixed: { [fixed]: target.value.trim() } });
  if (word !== undefined && target.value) return say({ words: [meaning(target, target.value.trim())] });
  if (value !== undefined && target.value) return say({ values: [{ field, value, text: target.value.trim() }] });
  if (target.id === "as-of" && target.value) return say({ as_of: target.value });
}

function adopted({ target }) {
  const button = target.closest?.("button");
  if (button?.dataset.code !== undefined) return say({ words: [meaning(button, button.dataset.code)] });
  if (button?.id !== "adopt-all") return;
  const all = page().querySelectorAll("button[data-code]");
  return say({ words: [...all].map((one) => meaning(one, one.dataset.code)) });
}

document.addEventListener("change", changed);
document.addEventListener("click", adopted);
document.addEventListener("renew", renew);
document.addEventListener("input", ({ target }) => {
  const list = document.getElementById("units-found");
  if (target.getAttribute?.("list") === "units-found") offerUnits(target, list, page().dataset.within);
});
if (MOVING[page().dataset.stage]) follow();
