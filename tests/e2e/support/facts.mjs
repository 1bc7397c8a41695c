// The units the tests look at, one for each level, and facts to send about them.

export const CITY = "31";
export const DISTRICT = "310104";
export const STREET = "310104017";
export const COMMUNITY = "310104017004";
export const LEVELS = [CITY, DISTRICT, STREET, COMMUNITY];

export const meeting = (unit, attended = 47) => ({
  unit,
  kind: "meeting.held",
  meeting: "branch_congress",
  organisation: "e2e",
  expected: 52,
  attended,
});

export const newMember = (unit, key) => ({
  unit,
  kind: "registry.changed",
  key,
  after: {
    registry: "member",
    sector: "community",
    gender: "female",
    birth_year: 1990,
    education: "bachelor",
    status: "normal",
  },
});

export const rename = (unit, name) => ({ unit, kind: "unit.renamed", name });

export const newGrid = (code, parent, name) => ({
  unit: code,
  kind: "unit.added",
  name,
  level: "grid",
  parent,
});

// Servers count days in China's time, wherever the tests run.
const AHEAD_MS = 8 * 3_600_000;

/** A day so many days from today, where the server is. */
export const day = (days) => {
  const then = new Date(Date.now() + AHEAD_MS + days * 86_400_000);
  return then.toISOString().slice(0, 10);
};

/** A deployment of a unit, received by these, carried out by those of them that are named. */
export const deployment = (id, unit, received, waiting = [], done = received) => [
  { id, unit, kind: "deployment.issued", title: "夜间安全排查", text: "排查。", due: day(9), targets: [...received, ...waiting] },
  ...received.map((target) => ({ unit: target, kind: "deployment.acknowledged", deployment: id })),
  ...done.map((target) => ({ unit: target, kind: "deployment.completed", deployment: id, text: "已办。" })),
];

/** A log of a community, passed by those above that are named, from below. */
export const log = (id, unit, passed = []) => [
  { id, unit, kind: "log.submitted", log_kind: "visit", text: "走访。" },
  ...passed.map((above) => ({ unit: above, kind: "log.reviewed", log: id })),
];

/** An open item at a place, seen to by itself. */
export const item = (id, unit, place, list, matter = "street_vending") => ({
  id,
  unit,
  kind: "item.opened",
  list,
  matter,
  title: "一件事",
  place,
  owner: place,
  due: day(9),
});

/** A conference of these parties on a problem; all but the last come, and each promises something. */
export const conference = (unit, on, parties) => [
  { unit, kind: "conference.called", item: on, on: day(0), parties },
  ...parties.map((party, place) => ({
    unit,
    kind: "conference.answered",
    item: on,
    party,
    attended: place + 1 < parties.length,
    text: "会办。",
    due: day(7),
    fulfilled: place === 0,
  })),
];
