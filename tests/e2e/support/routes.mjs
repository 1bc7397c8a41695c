// The addresses at which the server has a page, as its own list of routes says.

import { readFile } from "node:fs/promises";

const ROUTES = new URL("../../../server/src/routes.rs", import.meta.url);
// For programs, not for people.
const NO_PAGE = /^\/(api\/v1\/|api\/openapi\.json|live$|healthz$|readyz$|metrics$)/;

/** The page routes, such as `/units/{code}`. */
export async function pageRoutes() {
  const text = await readFile(ROUTES, "utf8");
  const routes = [...text.matchAll(/\.route\(\s*"([^"]+)"/g)].map(([, route]) => route);
  const pages = routes.filter((route) => !NO_PAGE.test(route));
  if (pages.length < 20) throw new Error(`only ${pages.length} page routes found in ${ROUTES}`);
  return pages;
}
