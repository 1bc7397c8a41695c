// The review queue: which button was pressed, quick phrases, the keyboard, and a remark that outlives a look at
// what has changed meanwhile.

const form = document.getElementById("review-form");
const remark = form?.elements.remark;
const dialog = document.getElementById("problem");
const kept = form && `liandong.remark.${form.elements.log.value}`;

const buttons = () => document.querySelectorAll(".action-bar [data-kind]");
const pass = () => document.querySelector('.action-bar [data-kind="log.reviewed"]');
const isWriting = (target) => target.matches?.("textarea, input, select") ?? false;

function add(phrase) {
  const before = remark.value.trim();
  remark.value = before ? `${before.replace(/[，。；]$/, "")}；${phrase}` : phrase;
  remark.dispatchEvent(new Event("input", { bubbles: true }));
  remark.focus();
}

function keep(always) {
  const { value: seen } = form.elements.seen;
  sessionStorage.setItem(kept, JSON.stringify({ seen, always, text: remark.value }));
}

/** What was written about the log as it stands, or was carried over on purpose. */
function restore() {
  const { seen, always, text } = JSON.parse(sessionStorage.getItem(kept) ?? "{}");
  if (text && (always || seen === form.elements.seen.value)) remark.value = text;
}

if (form) {
  restore();
  remark.addEventListener("input", () => keep(false));
  // The button says what the act is, before `console.js` reads the form.
  for (const button of buttons()) {
    button.addEventListener("click", (event) => {
      const { kind } = button.dataset;
      form.elements.kind.value = kind;
      const place = form.querySelector('[data-for="remark"]');
      place.textContent = "";
      if (kind === "log.returned" && !remark.value.trim()) {
        event.preventDefault();
        place.textContent = "退回时要写意见";
        remark.focus();
      }
    });
  }
  form.addEventListener("click", ({ target }) => {
    const phrase = target.closest?.("[data-phrase]")?.dataset.phrase;
    if (phrase) add(phrase);
  });
  document.getElementById("look-again").addEventListener("click", () => {
    keep(true);
    location.reload();
  });
  document.getElementById("to-problem").addEventListener("click", () => dialog.showModal());
  document.getElementById("problem-cancel").addEventListener("click", () => dialog.close());
}

document.addEventListener("keydown", (event) => {
  if (dialog?.open) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    return pass()?.click();
  }
  if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) {
    if (event.key === "Escape") event.target.blur?.();
    return;
  }
  const follow = (rel) => document.querySelector(`.action-bar a[rel=${rel}]`)?.click();
  if (event.key === "j") follow("next");
  if (event.key === "k") follow("prev");
  if (event.key === "r" && remark) {
    event.preventDefault();
    remark.focus();
  }
});

document.querySelector(".queue [aria-current]")?.scrollIntoView({ block: "nearest" });
