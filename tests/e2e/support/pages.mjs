// A case for every page that the server has: what to open, and as whom.

import { act, chief, day } from "./console.mjs";
import { CITY, COMMUNITY, DISTRICT, STREET, item, log } from "./facts.mjs";

/** Desk, tablet, phone. */
export const SIZES = [
  { width: 1366, height: 768 },
  { width: 820, height: 1180 },
  { width: 390, height: 844 },
];

const SCENES = ["overview", "linkage", "life", "co_building"];
const MEMBERS = "姓名,所在支部,三大领域,性别,最高学历\n某人,310104017004,居民区党建,男,研究生班\n";
const ids = { deployment: "a11y-deployment", log: "a11y-log", import: "" };

const units = SCENES.flatMap((scene) =>
  [DISTRICT, STREET, COMMUNITY].map((unit) => `/units/${unit}?scene=${scene}`),
);

/** Addresses for each route; `null` for one that leads to another page. */
export const ANYBODY = {
  "/": ["/", "/?q=xjh", "/?q=没有这样的地方"],
  "/units/{code}": ["/units/999999", `/units/${CITY}`, `/units/${DISTRICT}?replay=${day(-1)}`, ...units],
  "/units/{code}/numbers/{number}": [
    `/units/${DISTRICT}/numbers/member.total`,
    `/units/${STREET}/numbers/attendance`,
  ],
  "/screen": ["/screen"],
  "/api/docs": ["/api/docs"],
  "/sign-in": ["/sign-in"],
  // Touch screens have tests of their own: kiosk.test.mjs.
  "/kiosk/{station}": null,
  "/kiosk/{station}/find": null,
  "/kiosk/{station}/here": null,
  "/kiosk/{station}/units/{code}": null,
  "/kiosk/{station}/units/{code}/numbers/{number}": null,
  "/take/{token}": null,
};

/** The same for pages of the first administrator; `/setup` is there before there is one. */
export const STAFF = {
  "/setup": null,
  "/console": ["/console"],
  "/console/deployments": ["/console/deployments", `/console/deployments?unit=${STREET}`],
  "/console/deployments/new": [`/console/deployments/new?unit=${DISTRICT}`],
  "/console/deployments/{id}": [`/console/deployments/${ids.deployment}?unit=${DISTRICT}`],
  "/console/lists": ["/console/lists", "/console/lists?view=table", `/console/lists?unit=${STREET}`],
  "/console/lists/new": [`/console/lists/new?unit=${STREET}`],
  "/console/assessment": ["/console/assessment"],
  "/console/assessment/report": ["/console/assessment/report"],
  "/console/logs": ["/console/logs"],
  "/console/logs/new": ["/console/logs/new"],
  "/console/logs/{id}": [`/console/logs/${ids.log}`],
  "/console/reviews": ["/console/reviews", `/console/reviews?unit=${STREET}`],
  "/console/meetings": ["/console/meetings", `/console/meetings?unit=${STREET}`],
  "/console/care": ["/console/care", `/console/care?unit=${STREET}`],
  "/console/cobuilding": ["/console/cobuilding", `/console/cobuilding?unit=${STREET}`],
  "/console/units": ["/console/units", `/console/units?unit=${STREET}`],
  "/console/registries": ["/console/registries"],
  "/console/registries/{registry}": ["/console/registries/member", `/console/registries/employer?unit=${STREET}`],
  "/console/imports": ["/console/imports"],
  "/console/imports/{id}": [() => `/console/imports/${ids.import}`],
  "/console/screens": ["/console/screens"],
  "/console/screens/pair": ["/console/screens/pair"],
  "/console/screen-settings": [`/console/screen-settings?unit=${STREET}`],
  "/console/announcements": ["/console/announcements"],
  "/console/accounts": ["/console/accounts"],
  "/console/tokens": ["/console/tokens"],
  "/console/audit": ["/console/audit"],
  "/console/settings": ["/console/settings"],
  "/console/me": ["/console/me"],
};

/** What the addresses above name: a deployment, a log, an item and a table on its way in. */
export async function prepare({ server, screens }) {
  const page = await chief({ server, screens });
  const fields = { kind: "deployment.issued", title: "夜间安全排查", text: "到户排查。", due: day(9), targets: [STREET] };
  await server.send(
    { id: ids.deployment, unit: DISTRICT, ...fields },
    ...log(ids.log, COMMUNITY),
    item("a11y-item", STREET, COMMUNITY, "problem"),
  );
  ids.import = await upload(page);
  return page;
}

async function upload(page) {
  return page.evaluate(async (body) => {
    const answer = await fetch("/api/v1/imports?table=member&file_name=members.csv", { method: "POST", body });
    return (await answer.json()).id;
  }, MEMBERS);
}

/** The addresses of these routes that the server has. */
export function addresses(cases, routes) {
  const known = routes.filter((route) => cases[route]);
  return known.flatMap((route) => cases[route].map((path) => (path instanceof Function ? path() : path)));
}
