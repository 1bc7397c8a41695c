// How old a picture is, and how that is said on it. The same rules and words as the program's own
// (app/src/store/freshness.rs, app/src/panels/plate.rs): a picture without the program ages alike.

const DELAYED_AFTER_S = 60;
const OFFLINE_AFTER_S = 30 * 60;
const DAY_MS = 86_400_000;

/** The mark's shape, its word, and what the time beside it is. */
const STATES = {
  connecting: ["connecting", "连接中", "数据截至"],
  live: ["live", "实时", "数据截至"],
  reconnecting: ["delayed", "重连中", "数据截至"],
  delayed: ["delayed", "数据延迟", "最后更新"],
  offline: ["offline", "离线", "最后更新"],
  stopped: ["offline", "已停止", "最后更新"],
  kept: ["offline", "离线", "最后更新"],
};
const AGES = { reconnecting: "live", stopped: "offline", kept: "offline" };

/** What numbers of this age are, by a connection that is `new`, `up` or `down`. */
export function freshness(link, age) {
  if (age > OFFLINE_AFTER_S) return "offline";
  if (age > DELAYED_AFTER_S) return "delayed";
  return { new: "connecting", up: "live", down: "reconnecting" }[link];
}

const two = (number) => String(number).padStart(2, "0");

/** The parts of a moment where the server is. */
const local = (moment, offset) => new Date(moment + offset * 1000);

/** 14:32 */
export function clockHm(moment, offset) {
  const at = local(moment, offset);
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
}

const clockHms = (moment, offset) =>
  `${clockHm(moment, offset)}:${two(local(moment, offset).getUTCSeconds())}`;

/** 6月18日 */
function monthDay(moment, offset) {
  const at = local(moment, offset);
  return `${at.getUTCMonth() + 1}月${at.getUTCDate()}日`;
}

/** The number of a day, for telling one from another. */
export const dayOf = (moment, offset) => Math.floor((moment + offset * 1000) / DAY_MS);

/** A time in the past as it is said now. */
function said(then, now, offset) {
  const away = dayOf(now, offset) - dayOf(then, offset);
  if (away === 0) return clockHms(then, offset);
  return `${away === 1 ? "昨日" : monthDay(then, offset)} ${clockHm(then, offset)}`;
}

/** An age in its largest unit: 45 秒, 18 分, 3 小时, 2 天. */
function ageCn(seconds) {
  if (seconds < 60) return `${seconds} 秒`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} 分`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} 小时`;
  return `${Math.floor(seconds / 86_400)} 天`;
}

/** A length of time for a plate: 18 分钟, 20 小时 34 分. */
function duration(seconds) {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} 分钟`;
  if (minutes < 1440) return `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分`;
  return `${Math.floor(minutes / 1440)} 天 ${Math.floor(minutes / 60) % 24} 小时`;
}

/** What the inverse plate says, nothing where the numbers are new. */
function plateWords({ state, age, attempt, dataTime, offset }) {
  const stamp = `${monthDay(dataTime, offset)} ${clockHm(dataTime, offset)}`;
  switch (state) {
    case "delayed":
      return [
        `上行中断 ${duration(age)}`,
        `以下为 ${clockHms(dataTime, offset)} 的数据`,
        attempt > 0 ? `正在重连 第 ${attempt} 次` : "",
      ];
    case "offline":
      return [`离线 ${duration(age)}`, `显示最后可信数据 ${stamp}`, "网络恢复后自动更新"];
    case "stopped":
      return ["画面已停止更新", `以下为 ${stamp} 的数据`, "正在重新载入"];
    case "kept":
      return ["服务器无法连接", "显示的是本屏保存的最后画面", `数据截至 ${stamp}`];
    default:
      return undefined;
  }
}

/**
 * Says on a picture how old it is: palette, the plaque's state, the marks, the clock, the plate.
 *
 * `root` is any element (or document) with, each of them optional: elements with `data-age`; a `.state` with
 * `strong` and `span` in it; `.mark`s; a `.clock`; and a `[data-plate]`, or else a `.ticker-head`, where the
 * plate goes. `picture` is `{ state, age, attempt, dataTime, now, offset }`: `state` from `freshness()`, or
 * `stopped` or `kept`; `age` in seconds; times in milliseconds by the server's clock, `now` nothing where no
 * clock is to be trusted.
 */
export function dress(root, picture) {
  const { state, age, dataTime, now, offset } = picture;
  const [shape, word, what] = STATES[state];
  const isOld = !["connecting", "live", "reconnecting"].includes(state);
  const isKnown = now !== undefined;
  const all = (selector) => [...root.querySelectorAll(selector)];
  const aged = root.dataset?.age === undefined ? [] : [root];
  for (const element of aged.concat(all("[data-age]"))) set(element, "data-age", AGES[state] ?? state);

  const stamp = `${monthDay(dataTime, offset)} ${clockHm(dataTime, offset)}`;
  const time = isOld ? (isKnown ? said(dataTime, now, offset) : stamp) : clockHms(dataTime, offset);
  for (const element of all(".state")) {
    set(element, "data-state", shape);
    say(element.querySelector("strong"), word);
    say(element.querySelector("span"), `${what} ${time}`);
  }
  // A panel's head has no room for the month.
  const then = `${local(dataTime, offset).getUTCDate()}日 ${clockHm(dataTime, offset)}`;
  const mark = isOld ? (isKnown ? `${ageCn(age)}前` : then) : clockHm(dataTime, offset);
  for (const element of all(".mark")) sayAfter(element, mark);
  // Nobody knows how much later it is: neither time nor day is shown as now.
  const clock = isKnown ? clockHm(now, offset) : "--:--";
  if (!isKnown) for (const element of all(".day .date, .day > strong")) say(element, "");
  for (const element of all(".clock")) if (!element.matches(".replayed")) say(element, clock);
  plate(root, plateWords(picture));
}

function set(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

function say(element, words) {
  if (!element) return;
  const only = element.childNodes.length === 1 ? element.firstChild : undefined;
  // One text node that stays: whoever looks at the page for what changed sees no more than that.
  if (only instanceof Text) {
    if (only.data !== words) only.data = words;
  } else {
    element.textContent = words;
  }
}

/** Says it behind what is only there to be heard. */
function sayAfter(element, words) {
  const label = element.querySelector(":scope > .unseen");
  if (!label) return say(element, words);
  const [first, ...rest] = [...element.childNodes].slice([...element.childNodes].indexOf(label) + 1);
  if (first instanceof Text && rest.length === 0) {
    if (first.data !== words) first.data = words;
    return;
  }
  for (const node of [first, ...rest]) node?.remove();
  element.append(words);
}

function plate(root, words) {
  const place = root.querySelector("[data-plate]") ?? root.querySelector(".ticker-head");
  const known = root.querySelector(".plate");
  if (!words) return known?.remove();
  if (!place) return;
  const plate = known ?? document.createElement("div");
  if (!known) {
    plate.className = "plate";
    plate.append(...["strong", "span", "span"].map((name) => document.createElement(name)));
    if (place.matches("[data-plate]")) place.append(plate);
    else place.after(plate);
  }
  words.forEach((text, part) => say(plate.children[part], text));
}
