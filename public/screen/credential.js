// A screen's next credential: fetched with the ticket that the server gives a screen that is connected, and kept by the
// browser in a cookie that no script reads. Where it fails, the one that is there goes on to count.

export async function renewCredential({ ticket }) {
  try {
    await fetch("/api/v1/device/credential", {
      method: "POST",
      credentials: "same-origin",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ticket }),
    });
  } catch {
    // The server gives another ticket the next time.
  }
}
