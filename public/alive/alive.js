// What keeps a page alive beside its numbers: the picture that the panel keeps, and loading it anew in time.

import { keepPictures } from "./picture.js";
import { keepNew } from "./renewal.js";

/** Begins with it; once in a page. */
export function keepAlive() {
  keepNew();
  keepPictures();
}
