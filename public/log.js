// Writing a log: looks at the text as it is written, keeps the draft on the device at once and on the
// server every two seconds, and sends it. What is not saved or not sent says so.

import { call, signIn } from "/console.js";
import { DRAFT, forgetDraft, newId, put, remove, send, waits } from "/outbox.js";

const EVERY_MS = 2_000;

const form = document.getElementById("write-log");
const status = document.getElementById("draft-status");
const check = document.getElementById("log-check");
const error = form.querySelector(".form-error");
const { unit, account } = form.dataset;
const key = `liandong.draft.${account}`;

let draft = { id: newId(), fields: {}, at: 0 };
let unsaved = false;
let saving = false;
/** The id of the draft that the server keeps. */
let onServer = "";

const clock = (at) => new Date(at).toLocaleTimeString("zh-CN", { hour12: false });

// As the server looks for them; it has the last word.
const PHONE = /(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)|(?<!\d)0\d{2,3}[- ]\d{7,8}(?!\d)/;
const IDENTITY = /(?<!\d)\d{17}[\dXx](?![\dA-Za-z])|(?<!\d)\d{15}(?!\d)/;
const SURNAMES =
  "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚";
const CALLED = "同志|先生|女士|阿姨|阿婆|爷叔|老伯|大爷|奶奶|师傅|老师|书记|主任|医生|警官|经理";
const NAMED = new RegExp(`(?:^|[^一-龥]|[和与同找向对给请跟由访望看见问帮陪劝慰约接])((?:[${SURNAMES}][一-龥]{0,2}?)(?:${CALLED}))`);

const plain = (text) => text.normalize("NFKC");

/** What is wrong with the text, or may be: what stops it, and what is only to be looked at. */
function findings(text) {
  const looked = plain(text);
  if (IDENTITY.test(looked)) return { stop: "里面有证件号码，删去后才能提交" };
  if (PHONE.test(looked)) return { stop: "里面有电话号码，删去后才能提交" };
  const [, named] = looked.match(NAMED) ?? [];
  return named ? { hint: `“${named}”像是姓名，请改成“一位居民”等说法` } : {};
}

function look() {
  const { value } = form.elements.text;
  const { stop, hint } = findings(value);
  check.textContent = stop ?? hint ?? (value.trim() ? "没有电话和证件号" : "不写姓名、电话和证件号");
  check.dataset.found = stop ? "stop" : hint ? "hint" : value.trim() ? "none" : "";
  if (stop) form.elements.text.setAttribute("aria-invalid", "true");
  else form.elements.text.removeAttribute("aria-invalid");
  return !stop;
}

function fields() {
  const named = new FormData(form);
  const entries = [...named.entries()].filter(([, value]) => value !== "");
  return Object.fromEntries(entries);
}

function fill(given) {
  for (const [name, value] of Object.entries(given)) {
    const field = form.elements[name];
    if (field) field.value = value;
  }
  look();
}

const isEmpty = (given) => !given.text?.trim() && !given.log_kind && !given.count && !given.about;

function say(text, state) {
  status.textContent = text;
  status.dataset.state = state;
}

function keepHere() {
  draft = { ...draft, fields: fields(), at: Date.now() };
  try {
    localStorage.setItem(key, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

/** Has the server keep the draft; says where it is kept now. */
async function save() {
  if (saving || !unsaved) return;
  saving = true;
  unsaved = false;
  const here = keepHere();
  const { at, fields: written, id } = draft;
  if (!look()) {
    saving = false;
    return say("文字里有号码，草稿没有存到服务器", "warn");
  }
  try {
    const { ok, answer } = await call(`PUT ${DRAFT}`, { id, fields: written, at });
    if (answer.code === "not_signed_in") say("登录已过期，草稿只在这台设备上", "warn");
    else if (!ok) throw new Error(answer.code);
    else {
      onServer = id;
      say(`草稿已保存 ${clock(at)}`, "done");
    }
  } catch {
    unsaved = true;
    say(here ? `草稿只存在这台设备上 ${clock(at)}` : "草稿没有保存", "warn");
  } finally {
    saving = false;
  }
}

function changed() {
  unsaved = true;
  error.textContent = "";
  keepHere();
  look();
  if (status.dataset.state !== "warn") say("正在写…", "");
}

/** The draft that is newer: the device's or the server's. */
function open() {
  const takenBack = sessionStorage.getItem("liandong.taken-back");
  sessionStorage.removeItem("liandong.taken-back");
  if (takenBack) return takeBack(JSON.parse(takenBack));
  let here;
  try {
    here = JSON.parse(localStorage.getItem(key));
  } catch {
    here = null;
  }
  if (here && !isEmpty(here.fields)) {
    draft = here;
    fill(here.fields);
    say(`草稿在这台设备上 ${clock(here.at)}`, "");
  }
  const there = JSON.parse(form.dataset.draft || "null");
  onServer = there?.id ?? "";
  if (!there?.fields || isEmpty(there.fields) || there.at <= (here?.at ?? 0) || waits(there.id)) {
    unsaved = Boolean(here && !isEmpty(here.fields));
    return;
  }
  draft = there;
  fill(there.fields);
  say(`草稿已保存 ${clock(there.at)}`, "done");
}

function takeBack({ id, given }) {
  draft = { id, fields: given, at: Date.now() };
  fill(given);
  changed();
}

function whenText(value) {
  const [, month, day, time] = value.match(/^\d+-(\d+)-(\d+)T(\d+:\d+)/) ?? [];
  return time ? `\n时间：${Number(month)}月${Number(day)}日 ${time}` : "";
}

/** The log as a fact. Its time, where one was chosen, is a line of its text. */
function act(given) {
  const body = { kind: "log.submitted", log_kind: given.log_kind, text: given.text.trim() + whenText(given.when ?? "") };
  if (given.count) body.count = Number(given.count);
  if (given.about) body.about = given.about;
  return body;
}

function fresh() {
  form.reset();
  draft = { id: newId(), fields: {}, at: Date.now() };
  unsaved = false;
  look();
}

async function submit() {
  error.textContent = "";
  const given = fields();
  if (!given.log_kind) return refuse("请先选类别", form.elements.log_kind[0]);
  if (!given.text?.trim()) return refuse("请写做了什么", form.elements.text);
  if (!look()) return refuse(check.textContent, form.elements.text);
  const entry = { id: draft.id, unit, body: act(given), given, saved: onServer === draft.id, at: Date.now() };
  const { state, answer, id } = await send(entry);
  if (state === "sent") {
    remove(entry.id);
    fresh();
    localStorage.removeItem(key);
    if (entry.saved) await forgetDraft(entry.id);
    return location.assign(`/console/logs/${encodeURIComponent(id)}`);
  }
  if (state === "refused") return refuse(answer.detail ?? "没有提交，请稍后再试", form.elements.text);
  if (answer?.code === "not_signed_in") {
    keepHere();
    return signIn();
  }
  put(entry);
  fresh();
  localStorage.removeItem(key);
  say("未提交，恢复连接后自动提交", "warn");
}

function refuse(text, field) {
  error.textContent = text;
  field?.focus();
}

form.addEventListener("input", changed);
form.addEventListener("click", ({ target }) => {
  const step = target.closest?.("[data-step]")?.dataset.step;
  if (!step) return;
  const { count } = form.elements;
  const next = Math.max(0, Number(count.value || 0) + Number(step));
  count.value = next || "";
  changed();
});
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  try {
    await submit();
  } finally {
    button.disabled = false;
  }
});
document.getElementById("keep-draft").addEventListener("click", () => {
  unsaved = true;
  save();
});
document.addEventListener("taken-back", ({ detail }) => takeBack(detail));
document.addEventListener("log-sent", () => say("刚才未提交的日志已提交", "done"));
addEventListener("pagehide", () => unsaved && keepHere());
addEventListener("online", save);
setInterval(save, EVERY_MS);
open();
