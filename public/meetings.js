// Meetings: the one form goes to its branch's own unit; the week's table is sent cell by cell, each with an id of its
// own, so that whatever was cut off can be sent again. What is not saved says so.

import { call, signIn } from "/console.js";
import { newId } from "/outbox.js";

const CELL = /^\s*(\d+)\s*[/／、,，\s]\s*(\d+)\s*$/;

const one = document.getElementById("one-meeting");
const weekly = document.getElementById("weekly");
const rules = document.getElementById("rules");

const plain = (text) => text.normalize("NFKC").trim();

if (one) {
  const { organisation } = one.elements;
  const follow = () => {
    const { unit } = organisation.selectedOptions[0]?.dataset ?? {};
    if (unit) one.dataset.api = `POST /api/v1/units/${unit}/acts`;
  };
  organisation.addEventListener("change", follow);
  follow();
}

/** What a cell says: a meeting, or what is wrong with it; nothing where it is empty. */
function meaning(text) {
  const written = plain(text);
  if (!written) return null;
  const [, expected, attended] = written.match(CELL) ?? [];
  if (expected === undefined) return { problem: "应写成 应到/实到，如 52/47" };
  const counts = { expected: Number(expected), attended: Number(attended) };
  if (counts.expected < 1) return { problem: "应到要大于 0" };
  if (counts.attended > counts.expected) return { problem: "实到不能超过应到" };
  return { counts };
}

if (weekly) {
  const problems = document.getElementById("weekly-problems");
  const status = document.getElementById("weekly-status");
  const button = weekly.querySelector("[type=submit]");
  const cells = [...weekly.querySelectorAll("[data-branch]")];
  const rows = [...weekly.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("[data-branch]")]);
  const unsaved = () => cells.filter((cell) => plain(cell.value) && !cell.disabled);

  const say = () => {
    const open = unsaved().length;
    const saved = cells.filter((cell) => cell.disabled).length;
    const told = [open && `${open} 格还没保存`, saved && `${saved} 格已保存`].filter(Boolean);
    status.textContent = told.join("，") || "还没有填";
    status.dataset.state = open ? "warn" : saved ? "done" : "";
  };

  const mark = (cell) => {
    const { problem } = meaning(cell.value) ?? {};
    if (problem) cell.setAttribute("aria-invalid", "true");
    else cell.removeAttribute("aria-invalid");
    return problem;
  };

  const list = (found) => {
    problems.replaceChildren(
      ...found.map(({ cell, problem }) => {
        const line = document.createElement("li");
        line.textContent = `${cell.dataset.word}：${problem}`;
        return line;
      }),
    );
    found[0]?.cell.focus();
  };

  /** The cell of a pasted table's place, counted from the one that it is pasted at. */
  const at = (cell, down, right) => {
    const row = rows.findIndex((row) => row.includes(cell));
    return rows[row + down]?.[rows[row].indexOf(cell) + right];
  };

  weekly.addEventListener("input", ({ target }) => {
    mark(target);
    // What is written differently is another meeting.
    delete target.dataset.id;
    say();
  });
  weekly.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text");
    if (!text.includes("\t") && !text.trim().includes("\n")) return;
    event.preventDefault();
    text.replace(/\r?\n$/, "").split(/\r?\n/).forEach((line, down) => {
      line.split("\t").forEach((value, right) => {
        const cell = at(event.target, down, right);
        if (!cell || cell.disabled) return;
        cell.value = value.trim();
        delete cell.dataset.id;
        mark(cell);
      });
    });
    say();
  });
  weekly.addEventListener("keydown", (event) => {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (!step || !event.target.dataset.branch) return;
    event.preventDefault();
    at(event.target, step, 0)?.focus();
  });
  weekly.addEventListener("submit", async (event) => {
    event.preventDefault();
    const wrong = unsaved()
      .map((cell) => ({ cell, problem: mark(cell) }))
      .filter(({ problem }) => problem);
    list(wrong);
    if (wrong.length) return;
    button.disabled = true;
    const refused = [];
    try {
      for (const cell of unsaved()) {
        const problem = await save(cell);
        if (problem) refused.push({ cell, problem });
        say();
      }
    } catch {
      refused.push({ cell: unsaved()[0], problem: "连接不上服务器，这一格和后面的没有保存；请稍后再点保存" });
    } finally {
      button.disabled = false;
      list(refused);
      say();
    }
  });

  const save = async (cell) => {
    const { branch, unit, meeting } = cell.dataset;
    cell.dataset.id ??= newId();
    const { counts } = meaning(cell.value);
    const body = { id: cell.dataset.id, kind: "meeting.held", meeting, organisation: branch, ...counts };
    const { ok, answer } = await call(`POST /api/v1/units/${unit}/acts`, body);
    if (answer.code === "not_signed_in") return signIn();
    if (!ok) return answer.detail ?? "没有保存，请稍后再试";
    cell.disabled = true;
    cell.parentElement.dataset.saved = "true";
  };

  addEventListener("beforeunload", (event) => unsaved().length && event.preventDefault());
  say();
}

rules?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const error = rules.querySelector(".form-error");
  error.textContent = "";
  const meetings = [...rules.querySelectorAll("[data-meeting]")];
  const body = {
    kind: "rules.set",
    meetings: meetings.map(({ dataset, value }) => ({ meeting: dataset.meeting, every: value })),
  };
  try {
    const { ok, answer } = await call(`POST /api/v1/units/${rules.dataset.unit}/acts`, body);
    if (ok) return location.reload();
    if (answer.code === "not_signed_in") return signIn();
    error.textContent = answer.detail ?? "没有保存，请稍后再试";
  } catch {
    error.textContent = "连接不上服务器，没有保存；请稍后再试";
  }
});
