// The form in which indicators are set: lines come and go, and are sent as one list. And the button that prints.

import { call, clear, signIn, tell } from "/console.js";

const form = document.querySelector("[data-indicators]");
const FULL = 100;

function lines() {
  return [...form.querySelectorAll(".indicators > .indicator")];
}

const field = (line, name) => line.querySelector(`[data-of="${name}"]`);
const keys = (line, name) => field(line, name).value.split(/[\s,，、+]+/).filter(Boolean);

function sum() {
  const total = lines().reduce((all, line) => all + Number(field(line, "weight").value), 0);
  form.querySelector("[data-weight-sum]").textContent = `分值合计 ${total}${total === FULL ? "" : `，应为 ${FULL}`}`;
}

/** What counts for scores from reviewers does not need numbers. */
function show(line) {
  const isReview = field(line, "how").value === "review";
  for (const part of line.querySelectorAll("[data-ratio]")) part.hidden = isReview;
}

function indicator(line) {
  const plain = {
    key: (line.dataset.key ||= `i-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 6)}`),
    label: field(line, "label").value.trim(),
    weight: Number(field(line, "weight").value),
    how: field(line, "how").value,
  };
  if (plain.how === "review") return plain;
  return {
    ...plain,
    numerator: keys(line, "numerator"),
    denominator: keys(line, "denominator"),
    fewer: field(line, "fewer").checked,
    target: Number(field(line, "target").value),
  };
}

const wanted = () => ({ year: Number(form.dataset.year), indicators: lines().map(indicator) });

document.querySelector("[data-print]")?.addEventListener("click", () => print());

if (form) {
  form.addEventListener("input", (event) => {
    const line = event.target.closest(".indicator");
    if (line) show(line);
    sum();
  });
  form.addEventListener("click", (event) => {
    if (event.target.matches("[data-add]")) {
      const row = form.querySelector("template").content.cloneNode(true);
      form.querySelector(".indicators").append(row);
      const added = lines().at(-1);
      show(added);
      field(added, "label").focus();
    } else if (event.target.matches("[data-remove]")) {
      event.target.closest(".indicator").remove();
      form.querySelector("[data-add]").focus();
    } else return;
    sum();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clear(form);
    try {
      const { ok, answer } = await call(form.dataset.indicators, wanted());
      if (ok) return location.reload();
      if (answer.code === "not_signed_in") return signIn();
      tell(form, answer);
    } catch {
      tell(form, { detail: "连接不上服务器，没有保存；请稍后再试" });
    }
  });
  for (const line of lines()) show(line);
  sum();
}
