// Starts the page's program on the data that the page was rendered from. Without it the page stays what the server
// rendered: readable, and fetched anew from time to time.

const script = document.querySelector("script[data-wasm]");

// Leptos expects these from inline scripts, which this page does not allow.
Object.assign(globalThis, { __RESOLVED_RESOURCES: [], __SERIALIZED_ERRORS: [], __INCOMPLETE_CHUNKS: [] });

async function start() {
  const page = document.getElementById("page").textContent;
  const program = await import(script.dataset.js);
  await program.default({ module_or_path: script.dataset.wasm });
  program.hydrate(Uint8Array.from(atob(page), (letter) => letter.charCodeAt(0)));
}

const isTyping = () => document.activeElement instanceof HTMLInputElement;

async function isServed() {
  try {
    return (await fetch(location.href, { method: "HEAD", cache: "no-store" })).ok;
  } catch {
    return false;
  }
}

// A screen that nobody touches has to help itself; but never replaces readable numbers by an error page.
async function startAfresh() {
  if (document.documentElement.dataset.program === "stopped") return;
  document.documentElement.dataset.program = "stopped";
  do {
    await new Promise((resume) => setTimeout(resume, 10_000 + Math.random() * 20_000));
  } while (isTyping() || !(await isServed()));
  location.reload();
}

addEventListener("error", (event) => {
  if (event.error instanceof WebAssembly.RuntimeError) startAfresh();
});
addEventListener("unhandledrejection", (event) => {
  if (event.reason instanceof WebAssembly.RuntimeError) startAfresh();
});
start().catch((error) => {
  console.error(error);
  startAfresh();
});
