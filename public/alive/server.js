// Whether there is a server to speak with, and what time it is there.

import { noticeOf } from "../screen/wire.js";

const page = document.documentElement.dataset;

/** How the page's clock and the server's stand to one another; the panel's date is never asked. */
let ahead = page.time === undefined ? undefined : Number(page.time) - arrival();
let offset = Number(page.offset ?? 28_800);

document.addEventListener("liandong:notice", ({ detail }) => {
  const { server_time: time, utc_offset: seconds } = noticeOf(detail);
  if (Number.isFinite(time)) ahead = time - performance.now();
  if (Number.isFinite(seconds)) offset = seconds;
});

/** What a page is of was true when its first byte came, however long the rest took. */
export function arrival() {
  return performance.getEntriesByType("navigation")[0]?.responseStart ?? 0;
}

/** The server's clock in milliseconds, nothing where it never said. */
export const serverNow = () => (ahead === undefined ? undefined : ahead + performance.now());

/** How many seconds local time is ahead of UTC where the server is. */
export const serverOffset = () => offset;

/** Whether an answer is the server's own: a proxy whose server is gone has pages too, without its policy. */
export const isOurs = ({ headers }) =>
  Boolean(headers.get("content-security-policy")?.includes("wasm-unsafe-eval"));

/** Whether the server would answer if this page were loaded anew, whatever it says then. */
export async function isServed() {
  try {
    const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" });
    return answer.status < 500 && isOurs(answer);
  } catch {
    return false;
  }
}
