// An activity with the employers that were invited to it: whoever came has answered, whoever answered was invited.

import { call, signIn } from "/console.js";
import { newId } from "/outbox.js";

const ORDER = ["invited", "responded", "attended"];

const form = document.getElementById("activity");

if (form) {
  const said = document.getElementById("activity-count");
  const error = form.querySelector(".form-error");
  const rows = [...form.querySelectorAll("[data-employer]")];
  let id = newId();

  const boxes = (row) => ORDER.map((what) => row.querySelector(`[data-what=${what}]`));
  const chosen = () =>
    rows
      .map((row) => {
        const [invited, responded, attended] = boxes(row).map((box) => box.checked);
        return { invited, employer: row.dataset.employer, responded, attended };
      })
      .filter(({ invited }) => invited)
      .map(({ employer, responded, attended }) => ({ employer, responded, attended }));

  const tell = () => {
    const employers = chosen();
    const count = (what) => employers.filter((one) => one[what]).length;
    said.textContent = employers.length
      ? `受邀 ${employers.length} 家，回应 ${count("responded")} 家，到场 ${count("attended")} 家`
      : "还没有选单位";
  };

  form.addEventListener("change", ({ target }) => {
    id = newId();
    const place = ORDER.indexOf(target.dataset.what);
    if (place < 0) return;
    boxes(target.closest("tr")).forEach((box, at) => {
      if (target.checked && at < place) box.checked = true;
      if (!target.checked && at > place) box.checked = false;
    });
    tell();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    error.textContent = "";
    const employers = chosen();
    if (!employers.length) {
      error.textContent = "请至少选一家受邀单位";
      return;
    }
    const { title, category } = form.elements;
    const body = { id, kind: "activity.held", title: title.value.trim(), category: category.value, employers };
    try {
      const { ok, answer } = await call(`POST /api/v1/units/${form.dataset.unit}/acts`, body);
      if (ok) return location.reload();
      if (answer.code === "not_signed_in") return signIn();
      error.textContent = answer.detail ?? "没有保存，请稍后再试";
    } catch {
      error.textContent = "连接不上服务器，没有保存；请稍后再试";
    }
  });
}
