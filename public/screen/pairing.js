// The page of a screen that belongs to nobody yet.

import { keepAlive } from "../alive/alive.js";
import { ServerClock } from "./clock.js";
import { pair } from "./device.js";
import { describe } from "./model.js";

const PAGE_OF_SCREEN = "/screen";

const main = document.querySelector(".pairing");
const part = (selector) => main.querySelector(selector);
const clock = new ServerClock();
const shown = { phase: "connecting", until: 0, lifetime: 0 };

const SERVICE = {
  up: "服务已连接",
  down: "连不上服务，正在重试",
  failing: "服务暂时不能应答，正在重试",
};

async function post(path, form) {
  const response = await fetch(path, {
    method: "POST",
    body: new URLSearchParams(form),
    cache: "no-store",
    credentials: "same-origin",
  });
  const offset = Number(document.documentElement.dataset.offset);
  clock.hear(Date.parse(response.headers.get("date") ?? ""), offset);
  const body = await response.json().catch(() => ({}));
  const retryAfter = Number(response.headers.get("retry-after")) || 0;
  return { status: response.status, body: body ?? {}, retryAfter };
}

function show({ phase, service, trouble, code, until }) {
  if (service) {
    part(".service").dataset.service = service;
    part(".service").textContent = SERVICE[service];
  }
  if (trouble !== undefined) part(".trouble").textContent = trouble;
  if (phase) {
    shown.phase = phase;
    main.dataset.state = phase;
  }
  if (code) showCode(code, until);
  if (phase === "paired") location.replace(PAGE_OF_SCREEN);
}

function showCode({ user_code: code, verification_uri: address, expires_in: lifetime, qr }, until) {
  const letters = [...code.replace(/[^A-Za-z0-9]/g, "").toUpperCase()];
  main.querySelectorAll(".letter").forEach((box, place) => (box.textContent = letters[place] ?? ""));
  part("#said").textContent = `配对码 ${letters.join(" ")}`;
  Object.assign(shown, { until, lifetime: lifetime * 1000 });
  showScan(qr, address);
  tick();
}

function showScan(qr, address) {
  const drawing = new DOMParser().parseFromString(qr ?? "", "image/svg+xml").documentElement;
  const isDrawing = drawing.namespaceURI === "http://www.w3.org/2000/svg" && drawing.localName === "svg";
  part(".scan").hidden = !isDrawing;
  if (!isDrawing) return;
  const svg = document.importNode(drawing, true);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", "打开配对页面的二维码");
  part(".qr").replaceChildren(svg);
  part(".address").textContent = address ? `或打开 ${address}` : "";
}

function tick() {
  if (clock.isKnown) part(".clock").textContent = clock.local().time;
  const rest = Math.max(0, shown.until - performance.now());
  const isRunning = shown.phase === "ready" && rest > 0;
  const second = Math.ceil(rest / 1000);
  const written = [second / 60, second % 60].map((part) => String(Math.floor(part)).padStart(2, "0")).join(":");
  part(".remaining .num").textContent = isRunning ? written : "--:--";
  part(".bar i").style.transform = `scaleX(${isRunning ? rest / shown.lifetime : 0})`;
  main.classList.toggle("void", !isRunning);
}

function measure() {
  part(".size").textContent = `${innerWidth} × ${innerHeight}`;
}

function screen() {
  return { width: String(innerWidth), height: String(innerHeight), model: describe(navigator.userAgent) };
}

addEventListener("resize", measure);
measure();
tick();
setInterval(tick, 1000);
keepAlive();
pair({
  post,
  show,
  screen,
  wait: (ms) => new Promise((resume) => setTimeout(resume, ms)),
  monotonic: () => performance.now(),
  random: Math.random,
});
