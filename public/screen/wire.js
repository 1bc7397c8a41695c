// How scripts speak with the page's connection, whichever program holds it: by events on the document.

/** Calls the handler of a notice's kind; what cannot be read, or is of a kind to come, is passed over. */
export function hearNotices(handlers) {
  document.addEventListener("liandong:notice", ({ detail }) => {
    const notice = noticeOf(detail);
    if (Object.hasOwnProperty.call(handlers, notice.kind)) handlers[notice.kind](notice);
  });
}

/** What a notice says; nothing at all where it cannot be read. */
export function noticeOf(detail) {
  try {
    return JSON.parse(detail) ?? {};
  } catch {
    return {};
  }
}

/** Calls the handler with whether the server is connected, each time that changes. */
export function hearLink(handler) {
  document.addEventListener("liandong:link", ({ detail }) => handler(detail === "up"));
}

/** Calls the handler with each sequence number that is on the glass. */
export function hearPainted(handler) {
  document.addEventListener("liandong:painted", ({ detail }) => handler(detail));
}

/** Tells the server how the screen is. */
export function report(state) {
  say("liandong:report", JSON.stringify(state));
}

/** Asks for another scene, maybe of another unit: what is shown stays until the numbers of that are there. */
export function turnTo({ scene, unit }) {
  say("liandong:turn", `${scene} ${unit}`);
}

function say(name, detail) {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}
