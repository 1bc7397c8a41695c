// Between a panel and the server: when there is no server, the panel shows the last good picture that it kept
// (`alive/picture.js`), or at least says that it waits. It stands in only for the pages of panels, and keeps only
// files; never an answer of the API, nor anything behind a sign-in.

const PICTURES = "liandong-pictures";
const FILES = "liandong-files";
/** A server that does not answer within so long is gone. */
const PATIENCE_MS = 8_000;
/** What the picture in place of a page needs. */
const NEEDED = ["/favicon.svg", "/alive/kept.js", "/alive/server.js", "/session.js", "/burn-in.js", "/screen/wire.js"];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(FILES).then((files) => files.addAll(NEEDED)));
  self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  // So that a page does not wait for this script to begin.
  event.waitUntil(Promise.all([self.clients.claim(), self.registration.navigationPreload?.enable()]));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (isPanel(url)) event.respondWith(page(event, url));
  } else if (/^\/(pkg|fonts)\//.test(url.pathname)) {
    event.respondWith(hashed(request));
  } else if (/\.(js|svg)$/.test(url.pathname)) {
    event.respondWith(plain(request));
  }
});

/** As in `alive/picture.js`, with all pages of a kiosk: each begins where the kiosk does. */
function isPanel({ pathname, searchParams }) {
  const isWall = pathname.startsWith("/units/") && searchParams.get("mode") === "wall";
  return pathname === "/screen" || pathname.startsWith("/kiosk/") || isWall;
}

async function page(event, url) {
  const answer = (async () => (await event.preloadResponse) || fetch(event.request))();
  const late = new Promise((resume) => setTimeout(resume, PATIENCE_MS));
  try {
    const response = await Promise.race([answer, late]);
    if (response && response.status < 500) {
      if (url.pathname === "/screen") event.waitUntil(forgetUnpaired(response.clone()));
      return response;
    }
  } catch {
    // Nobody there.
  }
  answer.catch(() => {});
  return (await picture(url)) ?? waiting();
}

/** A panel that is paired no more has nothing to show. */
async function forgetUnpaired(response) {
  if (response.type === "opaqueredirect" || !response.ok) return;
  if (!/<html[^>]* data-screen=/.test(await response.text())) await caches.delete(PICTURES);
}

async function picture({ pathname, search }) {
  const pictures = await caches.open(PICTURES);
  const [home] = /^\/kiosk\/[^/]+/.exec(pathname) ?? [];
  return (await pictures.match(pathname + search)) ?? (home && pictures.match(home));
}

/** Where nothing was kept yet. */
function waiting() {
  const page = `<!DOCTYPE html>
<html lang="zh-CN" data-kept="">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>服务器无法连接 · 联动</title>
<style>
html { height: 100%; color: #faf1e3; background: #3b090c; font: 500 32px/1.5 "Noto Sans SC", sans-serif; }
main { display: grid; min-height: 100%; place-content: center; padding: 5vw; text-align: center; }
body { height: 100%; margin: 0; }
h1 { margin: 0; font-size: 56px; }
p { margin: 0; color: #ddc4ae; }
</style></head>
<body><main><h1>服务器无法连接</h1><p>本屏还没有保存过画面。正在重试，服务器恢复后自动显示。</p></main>
<script type="module" src="/alive/kept.js"></script></body></html>`;
  return new Response(page, { headers: { "content-type": "text/html; charset=utf-8" } });
}

/** Another content would have another name. */
async function hashed(request) {
  const files = await caches.open(FILES);
  const kept = await files.match(request.url);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) files.put(request.url, response.clone()).catch(() => {});
  return response;
}

/** The server's, as long as there is one. */
async function plain(request) {
  const files = await caches.open(FILES);
  try {
    const response = await fetch(request);
    if (response.ok) files.put(request.url, response.clone()).catch(() => {});
    if (response.status < 500) return response;
  } catch {
    // Nobody there.
  }
  return (await files.match(request.url)) ?? Response.error();
}
