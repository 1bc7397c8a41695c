// On a picture that the panel kept: tries the server until it is back. Thousands of panels may be switched on at once.

import { burnIn } from "../burn-in.js";
import { waitBefore } from "../session.js";
import { isServed } from "./server.js";

setInterval(() => {
  const picture = document.querySelector(".scene, main");
  if (picture) picture.style.transform = burnIn(performance.now());
}, 10_000);

for (let attempt = 1; ; attempt += 1) {
  await new Promise((resume) => setTimeout(resume, waitBefore(attempt)));
  if (await isServed()) break;
}
location.reload();
