// Forms by which a unit does something (`data-act`). What is being written is kept on the device and on the
// server until it counts; when somebody else was quicker, the page says who, and keeps what was written.

import { ask, call, clear, read, signIn, tell } from "/console.js";
import { checkFields } from "/check.js";
import { offerUnits } from "/units.js";

const KEEP_MS = 2000;
const OPEN_AGAIN = "act/open";

// What was kept of forms.

/** Whether a form is what its page is for, and of nothing in particular: what is begun in others is kept on the device. */
const isPage = (form) => !form.closest("details") && !form.dataset.keep.includes("/");
const address = (form) => `/api/v1/drafts/${encodeURIComponent(form.dataset.keep)}`;
const onDevice = (form) => `draft:${form.dataset.keep}`;

function stored(form, value) {
  try {
    if (value === undefined) return localStorage.getItem(onDevice(form));
    if (value === null) localStorage.removeItem(onDevice(form));
    else localStorage.setItem(onDevice(form), value);
  } catch {
    // A browser that keeps nothing: the server still does.
  }
  return null;
}

/** What somebody has written in a form: not what it came with, and no files. */
function written(form) {
  const fields = {};
  for (const field of form.elements) {
    if (!field.name || field.type === "hidden" || field.type === "file") continue;
    if (["checkbox", "radio"].includes(field.type)) {
      if (field.checked !== field.defaultChecked) {
        (fields[field.name] ??= {})[field.value] = field.checked;
      }
    } else if (field.value !== (field.defaultValue ?? "")) fields[field.name] = field.value;
  }
  return fields;
}

function fill(form, fields) {
  for (const field of form.elements) {
    const kept = fields[field.name];
    if (kept === undefined || field.type === "hidden") continue;
    if (typeof kept !== "object") field.value = kept;
    else if (field.value in kept) field.checked = kept[field.value];
  }
  form.dispatchEvent(new Event("filled"));
}

const now = () => new Date().toTimeString().slice(0, 5);

function say(form, text) {
  const place = form.closest("section, article")?.querySelector("[data-draft-said]");
  if (place) place.textContent = text;
}

async function keep(form) {
  const fields = written(form);
  const isEmpty = Object.keys(fields).length === 0;
  stored(form, isEmpty ? null : JSON.stringify(fields));
  try {
    const api = `${isEmpty ? "DELETE" : "PUT"} ${address(form)}`;
    const { ok } = await call(api, isEmpty ? undefined : fields);
    say(form, ok ? `草稿已保存 ${now()}` : `草稿只存在这台设备上 ${now()}`);
  } catch {
    say(form, `没有连上服务器，草稿存在这台设备上 ${now()}`);
  }
}

async function forget(form) {
  clearTimeout(form.keeping);
  stored(form, null);
  if (!isPage(form)) return;
  try {
    await call(`DELETE ${address(form)}`);
  } catch {
    // It is on the server still: offered once more, never sent by itself.
  }
}

function bringBack(form) {
  // What is on the device is the newest; the server has it for other devices.
  const kept = stored(form) ?? form.dataset.draft;
  if (!kept) return;
  fill(form, JSON.parse(kept));
  say(form, "接着上次没写完的写");
}

// What is sent.

async function upload(form) {
  const attachments = [];
  for (const input of form.querySelectorAll("[data-files]")) {
    for (const file of input.files) {
      const response = await fetch(`/api/v1/attachments?name=${encodeURIComponent(file.name)}`, {
        method: "POST",
        headers: { "content-type": "application/octet-stream" },
        body: file,
      });
      const answer = await response.json().catch(() => ({}));
      if (!response.ok) return { problem: { ...answer, detail: `“${file.name}”没有传上：${answer.detail ?? "请稍后再试"}` } };
      attachments.push({ file: answer.file, name: answer.name ?? file.name });
    }
  }
  return { attachments };
}

/** The form's fields as the fact has them. */
function fact(form) {
  const body = read(form);
  for (const field of form.querySelectorAll("[data-number]")) {
    if (field.name in body) body[field.name] = Number(body[field.name]);
  }
  for (const field of form.querySelectorAll("[data-flag]")) {
    if (field.name in body) body[field.name] = body[field.name] === "true";
  }
  for (const chosen of form.querySelectorAll("input[type=radio]:checked")) body[chosen.name] = chosen.value;
  form.dispatchEvent(new CustomEvent("fact", { detail: body }));
  return body;
}

/** An id without digits: some rows of them look like the number of somebody's telephone, which the server refuses. */
function makeId() {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return `console-${[...bytes].map((byte) => String.fromCharCode(97 + (byte % 26))).join("")}`;
}

/** An act keeps its id until its content changes: sent twice, it counts once. */
function identify(form, body) {
  const content = JSON.stringify(body);
  if (form.sent?.content !== content) {
    form.sent = { content, id: makeId() };
  }
  return { ...body, id: form.sent.id };
}

/** Says who was quicker, and offers to look. */
function tellNewer(form, answer) {
  tell(form, { detail: `${answer.detail}。您的这一步没有保存，写好的内容还在。` });
  form.querySelector(".newer")?.removeAttribute("hidden");
}

async function send(form) {
  clear(form);
  form.querySelector(".newer")?.setAttribute("hidden", "");
  if (form.dataset.ask && !(await ask(form.dataset.ask))) return;
  const { attachments, problem } = await upload(form);
  if (problem) return tell(form, problem);
  const body = fact(form);
  if (attachments.length > 0) body.attachments = attachments;
  const { ok, answer } = await call(form.dataset.act, identify(form, body));
  if (ok) {
    if (form.dataset.keep) await forget(form);
    const { then } = form.dataset;
    if (then === "reload") return location.reload();
    return location.assign(then.replace("{id}", encodeURIComponent(answer.id)));
  }
  if (answer.code === "not_signed_in") {
    if (form.dataset.keep) stored(form, JSON.stringify(written(form)));
    return signIn();
  }
  if (answer.code === "changed_meanwhile") return tellNewer(form, answer);
  tell(form, answer);
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.dataset.act) return;
  event.preventDefault();
  // It may stand elsewhere on the page.
  const button = event.submitter ?? form.querySelector("[type=submit]");
  if (button.disabled) return;
  button.disabled = true;
  try {
    await send(form);
  } catch {
    tell(form, { detail: "连接不上服务器，没有保存；写好的留在这里，请稍后再试" });
  } finally {
    button.disabled = false;
  }
});

document.addEventListener("click", (event) => {
  const form = event.target.closest?.("[data-look]")?.form;
  if (!form) return;
  stored(form, JSON.stringify(written(form)));
  sessionStorage.setItem(OPEN_AGAIN, form.dataset.keep);
  location.reload();
});

document.addEventListener("click", async (event) => {
  const form = event.target.closest?.("[data-discard]")?.form;
  if (!form || !(await ask("放弃写好的内容？"))) return;
  await forget(form);
  location.reload();
});

function follow(form) {
  form.addEventListener("input", () => {
    stored(form, JSON.stringify(written(form)));
    clearTimeout(form.keeping);
    if (isPage(form)) form.keeping = setTimeout(() => keep(form), KEEP_MS);
  });
  bringBack(form);
  if (sessionStorage.getItem(OPEN_AGAIN) === form.dataset.keep) {
    sessionStorage.removeItem(OPEN_AGAIN);
    form.closest("details")?.setAttribute("open", "");
    form.scrollIntoView({ block: "center" });
  }
}

/** Offers units as one writes, and says the name of the one that is chosen. */
function offer(field) {
  const input = field.querySelector("input");
  const name = field.querySelector("[data-unit-name]");
  input.addEventListener("input", async () => {
    const found = await offerUnits(input, field.querySelector("datalist"), field.dataset.unitField);
    const chosen = found.find(({ code }) => code === input.value);
    name.textContent = chosen?.name ?? "没有这个代码；输入名称的一部分，从列表中选";
  });
}

for (const form of document.querySelectorAll("form[data-keep]")) follow(form);
for (const field of document.querySelectorAll("[data-unit-field]")) offer(field);
checkFields(document);
