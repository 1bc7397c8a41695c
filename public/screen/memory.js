// What a page remembers over a reload, for as long as the browser runs. Private windows and full disks may have none.

const PREFIX = "liandong.screen.";

export function recall(key) {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + key));
  } catch {
    return null;
  }
}

export function remember(key, value) {
  try {
    sessionStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // Then a reload asks the server again, as the first load did.
  }
}
