// Keeps the page of a number up to date: fetched anew every few seconds, and put in place where it differs.

const EVERY_MS = 4000;

async function renew() {
  if (document.hidden) return;
  try {
    const response = await fetch(location.href, { headers: { accept: "text/html" } });
    if (response.status === 404 || response.redirected) return location.reload();
    if (!response.ok) throw new Error(response.statusText);
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    put(fresh.querySelector("main"));
  } catch {
    // What is shown stays, with its time: it says itself how old it is.
    say("连接中断，显示的是上面时刻的数据");
  }
}

/** Puts the new page in place of the old one, and whoever had a link under the finger has it still. */
function put(fresh) {
  const shown = document.querySelector("main");
  if (!fresh || shown.isEqualNode(fresh)) return;
  const held = document.activeElement?.closest?.("main a[href]")?.getAttribute("href");
  shown.replaceWith(fresh);
  if (held) fresh.querySelector(`a[href="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
}

function say(words) {
  const state = document.querySelector(".number-status");
  if (!state || state.dataset.state === "lost") return;
  state.dataset.state = "lost";
  state.querySelector("strong").textContent = words;
}

setInterval(renew, EVERY_MS);
document.addEventListener("visibilitychange", renew);
