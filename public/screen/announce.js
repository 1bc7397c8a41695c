// Announcements on a unit's page in a browser, or on a wall or kiosk that was never paired.

import { showAlive } from "./alive.js";
import { ServerClock } from "./clock.js";
import { Overlay } from "./overlay.js";
import { hearNotices } from "./wire.js";

const clock = new ServerClock();
// What stands in a hall is nobody's own: whoever has gone is not to have closed anything for who comes.
const isKiosk = document.documentElement.dataset.home !== undefined;
const overlay = new Overlay(clock, { isScreen: isKiosk });

hearNotices({
  announcements(notice) {
    clock.hear(notice.server_time, notice.utc_offset);
    overlay.take(notice);
  },
  fleet: showAlive,
});
