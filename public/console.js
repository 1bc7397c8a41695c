// What the forms of the console do: each is a call of the API, named in its `data-api`. What comes of it
// is in `data-then`: `reload`, `show` (the answer's values), or an address to go to.

const INTEGER = /^-?\d+$/;

/** A form's fields as the API wants them: `root.name` nested, `kinds[]` a list, empty ones left out
 *  but where emptying them says something. */
export function read(form) {
  const body = {};
  for (const field of form.elements) {
    if (!field.name || field.disabled) continue;
    if (field.name.endsWith("[]")) {
      const list = (body[field.name.slice(0, -2)] ??= []);
      if (field.checked) list.push(field.value);
      continue;
    }
    if (field.type !== "checkbox" && field.value === "" && !("empty" in field.dataset)) continue;
    const [first, second] = field.name.split(".");
    const place = second ? (body[first] ??= {}) : body;
    place[second ?? first] = value(field);
  }
  return body;
}

function value(field) {
  if (field.type === "checkbox") return field.checked;
  if ((field.type === "number" || "number" in field.dataset) && INTEGER.test(field.value)) return Number(field.value);
  return field.value;
}

export async function call(api, body) {
  const [method, address] = api.split(" ");
  const hasBody = body !== undefined;
  const response = await fetch(address, {
    method,
    headers: hasBody ? { "content-type": "application/json" } : {},
    body: hasBody ? JSON.stringify(body) : undefined,
  });
  const text = await response.text();
  return { ok: response.ok, status: response.status, answer: text ? JSON.parse(text) : {} };
}

/** Waits for one of a dialog's buttons; whether it was the one that goes on. */
function asked(dialog) {
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "go"), { once: true });
    dialog.returnValue = "";
    dialog.showModal();
  });
}

export async function ask(question) {
  const dialog = document.getElementById("ask");
  document.getElementById("ask-text").textContent = question;
  return asked(dialog);
}

/** Has the password given once more; whether it was right in the end. */
async function confirmIdentity() {
  const dialog = document.getElementById("confirm");
  const password = document.getElementById("confirm-password");
  const error = dialog.querySelector(".field-error");
  error.textContent = "";
  for (;;) {
    password.value = "";
    if (!(await asked(dialog))) return false;
    const { ok, answer } = await call("POST /api/v1/session/confirm", { password: password.value });
    password.value = "";
    if (ok) return true;
    error.textContent = answer.detail;
  }
}

export function clear(form) {
  for (const place of form.querySelectorAll(".field-error, .form-error")) place.textContent = "";
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
}

export function tell(form, problem) {
  let first;
  for (const { field, message } of problem.errors ?? []) {
    const place = form.querySelector(`[data-for="${CSS.escape(field)}"]`);
    if (!place) continue;
    place.textContent = message;
    const input = form.elements[field];
    input?.setAttribute?.("aria-invalid", "true");
    first ??= input;
  }
  if (first) first.focus();
  else {
    const place = form.querySelector(".form-error");
    if (place) place.textContent = problem.detail ?? "操作没有成功，请稍后再试";
  }
}

function show(form, answer) {
  for (const place of form.querySelectorAll("[data-show]")) {
    const shown = answer[place.dataset.show];
    if (shown === undefined) continue;
    place.querySelector("code")?.remove();
    const code = document.createElement("code");
    code.textContent = Array.isArray(shown) ? shown.join("\n") : shown;
    place.append(code);
    place.hidden = false;
  }
  for (const place of form.querySelectorAll("[data-show-html]")) {
    // A picture that the server drew: shown as a picture, never run.
    const picture = document.createElement("img");
    picture.src = `data:image/svg+xml,${encodeURIComponent(answer[place.dataset.showHtml])}`;
    picture.alt = "二维码";
    place.replaceChildren(picture);
    place.hidden = false;
  }
  const next = document.querySelector(`[data-after="${CSS.escape(form.dataset.api)}"]`);
  if (next) {
    next.hidden = false;
    for (const [name, given] of Object.entries(answer)) {
      if (next.elements[name]) next.elements[name].value = given;
    }
  }
}

function done(form, answer) {
  const { then } = form.dataset;
  if (then === "show") show(form, answer);
  else if (then === "reload") location.reload();
  else if (then === "renew") document.dispatchEvent(new Event("renew"));
  else location.assign(then);
}

/** Has the person sign in, and come back. */
export function signIn() {
  const here = encodeURIComponent(location.pathname + location.search);
  location.assign(`/sign-in?next=${here}`);
}

async function send(form) {
  clear(form);
  if (form.dataset.ask && !(await ask(form.dataset.ask))) return;
  const { ok, answer } = await call(form.dataset.api, read(form));
  if (ok) return done(form, answer);
  if (answer.code === "confirm_identity") {
    if (await confirmIdentity()) {
      delete form.dataset.ask;
      return send(form);
    }
    return;
  }
  if (answer.code === "not_signed_in") return signIn();
  const hidden = form.querySelector(`[data-when="${CSS.escape(answer.code ?? "")}"]`);
  if (hidden) {
    hidden.hidden = false;
    hidden.querySelector("input")?.focus();
  }
  tell(form, answer);
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.dataset.api) return;
  event.preventDefault();
  // It may stand elsewhere on the page.
  const button = event.submitter ?? form.querySelector("[type=submit]");
  button.disabled = true;
  try {
    await send(form);
  } catch {
    tell(form, { detail: "连接不上服务器，没有保存；请稍后再试" });
  } finally {
    button.disabled = false;
  }
});
