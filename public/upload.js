// Sends a file of the form `#upload`, tells how far it is, and goes to the page of it.

import { signIn } from "/console.js";

const PLAIN = "或把 .xlsx、.csv 文件拖到这里";
const form = document.getElementById("upload");
const part = (name) => document.getElementById(`upload-${name}`);
const file = part("file");
const drop = form.querySelector(".drop");
const error = form.querySelector(".form-error");
const bar = form.querySelector("progress");
const megabytes = (bytes) => (bytes / 1048576).toFixed(1);
const size = (bytes) => (bytes < 1048576 ? `${Math.ceil(bytes / 1024)} KB` : `${megabytes(bytes)} MB`);

/** What is wrong with the chosen file, if a look tells. */
function wrong(chosen) {
  if (!/\.(xlsx|csv)$/i.test(chosen.name)) return "只收 .xlsx 和 .csv 文件。请在表格软件里另存为其中一种";
  if (chosen.size === 0) return "这个文件是空的";
  const { limit } = form.dataset;
  return chosen.size > Number(limit) ? `文件超过 ${limit >> 20} MB。请分成几个文件导入` : "";
}

function chosen() {
  const [one] = file.files;
  part("name").textContent = one ? `${one.name} · ${size(one.size)}` : PLAIN;
  error.textContent = one ? wrong(one) : "";
}

function say(text, aloud = true) {
  part("said").textContent = text;
  if (aloud) part("status").textContent = text;
}

/** Shows how far the upload is; aloud only every tenth part. */
function told() {
  let spoken = 0;
  return ({ loaded, total, lengthComputable }) => {
    if (!lengthComputable) return;
    const percent = Math.floor((loaded / total) * 100);
    bar.value = percent;
    if (loaded === total) return say("已传完，服务器正在打开文件");
    const isTenth = percent >= spoken + 10;
    if (isTenth) spoken = percent;
    say(`已上传 ${megabytes(loaded)} / ${megabytes(total)} MB · ${percent}%`, isTenth);
  };
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function settle(request) {
  const answer = parse(request.responseText);
  if (request.status === 201) return location.assign(`/console/imports/${answer.id}`);
  if (answer.code === "not_signed_in") return signIn();
  stop(answer.detail ?? "上传没有成功，请稍后再试");
}

function stop(text) {
  part("progress").hidden = true;
  form.querySelector("[type=submit]").disabled = false;
  error.textContent = text;
}

function send(one) {
  const query = new URLSearchParams({
    table: form.elements.table.value,
    unit: form.elements.unit.value.trim(),
    file_name: one.name,
  });
  const request = new XMLHttpRequest();
  request.open("POST", `/api/v1/imports?${query}`);
  request.setRequestHeader("content-type", "application/octet-stream");
  request.upload.addEventListener("progress", told());
  request.addEventListener("load", () => settle(request));
  request.addEventListener("error", () => stop("连接中断，文件没有传完；请重新上传"));
  request.addEventListener("abort", () => stop("已取消上传，没有写入任何数据"));
  part("cancel").onclick = () => request.abort();
  error.textContent = "";
  bar.removeAttribute("value");
  say("开始上传");
  part("progress").hidden = false;
  form.querySelector("[type=submit]").disabled = true;
  request.send(one);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const [one] = file.files;
  const problem = wrong(one);
  if (problem) error.textContent = problem;
  else send(one);
});
file.addEventListener("change", chosen);

for (const kind of ["dragenter", "dragover"]) {
  drop.addEventListener(kind, (event) => {
    event.preventDefault();
    drop.dataset.over = "";
  });
}
for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => delete drop.dataset.over);
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  if (event.dataTransfer.files.length === 0) return;
  file.files = event.dataTransfer.files;
  chosen();
});

const unit = part("unit");
unit.addEventListener("input", async () => {
  const { offerUnits } = await import("/units.js");
  const found = await offerUnits(unit, part("units"), form.dataset.within);
  const [name] = found.filter(({ code }) => code === unit.value).map(({ name }) => name);
  part("unit-name").textContent = name ?? "没有这个代码；输入名称的一部分，从列表中选";
});
chosen();
