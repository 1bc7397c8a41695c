// A touch screen in a station. Pages are rendered on the server; this puts the next one in place of the last
// without a white moment between, and forgets each visitor. Of visitors nothing is stored; of the first page, how it
// last looked, for when the server is gone.

import { keepAlive } from "./alive/alive.js";
import { closeWaysOut } from "./touch/closed.js";
import { watchIdle } from "./touch/idle.js";
import { invite } from "./touch/invitation.js";
import { open, openLinks } from "./touch/pages.js";
import { offerVoice, silence } from "./touch/voice.js";

const { home } = document.documentElement.dataset;

closeWaysOut();
openLinks();
offerVoice();
invite();
watchIdle(async () => {
  silence();
  await open(home, { isReset: true });
});
keepAlive();
