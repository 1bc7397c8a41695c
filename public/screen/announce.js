// Announcements on a unit's page in a browser, or on a wall that was never paired.

import { showAlive } from "./alive.js";
import { ServerClock } from "./clock.js";
import { Overlay } from "./overlay.js";
import { hearNotices } from "./wire.js";

const clock = new ServerClock();
const overlay = new Overlay(clock, { isScreen: false });

hearNotices({
  announcements(notice) {
    clock.hear(notice.server_time, notice.utc_offset);
    overlay.take(notice);
  },
  fleet: showAlive,
});
