// Waiting for what has no event of its own. Deadlines are generous: a slow machine is no defect.

export const DEADLINE_MS = 30_000;

/** Calls `read` until what it gives is truthy, and gives that. */
export async function until(what, read, deadline = DEADLINE_MS) {
  const end = performance.now() + deadline;
  for (;;) {
    const value = await read();
    if (value) return value;
    if (performance.now() > end) throw new Error(`after ${deadline / 1000} s still not: ${what}`);
    await new Promise((resume) => setTimeout(resume, 50));
  }
}

/** What is done by then; otherwise an error that says so. */
export async function within(longest, done, says) {
  let timer;
  const tooLong = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(says())), longest);
  });
  try {
    return await Promise.race([done, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
