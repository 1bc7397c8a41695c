// A touch screen in a station. Pages are rendered on the server; this puts the next one in place of the last
// without a white moment between, and forgets each visitor. Nothing is stored.

import { closeWaysOut } from "./touch/closed.js";
import { isFree, watchIdle } from "./touch/idle.js";
import { invite } from "./touch/invitation.js";
import { open, openLinks } from "./touch/pages.js";
import { offerVoice, silence } from "./touch/voice.js";

const { home } = document.documentElement.dataset;
const LOOK_AGAIN_MS = 5_000;

closeWaysOut();
openLinks();
offerVoice();
invite();
watchIdle(async () => {
  silence();
  await open(home, { isReset: true });
});

// Another version of the server: moved to when nobody is there.
document.addEventListener("liandong:notice", ({ detail }) => {
  const { kind, wait_ms: wait } = JSON.parse(detail) ?? {};
  if (kind === "version") setTimeout(moveWhenFree, wait ?? 0);
});

function moveWhenFree() {
  if (isFree()) location.replace(home);
  else setTimeout(moveWhenFree, LOOK_AGAIN_MS);
}
