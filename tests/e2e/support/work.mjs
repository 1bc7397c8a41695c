// What organisation life and co-building show, for one street: enough of everything to fill a wall.

import { COMMUNITY, STREET, day } from "./facts.mjs";

const CATEGORIES = ["health", "venue", "volunteer", "legal", "welfare", "parking"];
const MEETINGS = ["branch_congress", "branch_committee", "group_meeting", "lecture", "theme_day"];

export const newBranch = (unit, key) => ({
  unit,
  kind: "registry.changed",
  key,
  after: {
    registry: "organisation",
    level: "branch",
    sector: "community",
    category: "urban_community",
  },
});

export const held = (unit, organisation, meeting, [expected, attended] = [20, 18]) => ({
  unit,
  kind: "meeting.held",
  meeting,
  organisation,
  expected,
  attended,
});

export const newEmployer = (unit, key, circle, shown_as) => ({
  unit,
  kind: "registry.changed",
  key,
  after: { registry: "employer", circle, ...(shown_as && { shown_as }) },
});

/** An activity to which these employers were invited and came. */
export const activity = (unit, employers, comes = () => true) => ({
  unit,
  kind: "activity.held",
  title: "义诊",
  category: "health",
  employers: employers.map((employer, place) => ({
    employer,
    responded: true,
    attended: comes(place),
  })),
});

/** Fills the street, so that its walls, and those above and below it, have something to show. */
export async function fillScenes(server) {
  const { children } = await server.snapshot(STREET);
  const facts = children.flatMap(({ code }, place) => life(code, place));
  await server.send(...facts, ...employers(), ...exchange());
}

function life(unit, place) {
  const branch = `e2e-branch-${unit}`;
  const meetings = MEETINGS.filter((_, kind) => (place + kind) % 7 > 0);
  const care = (number) => `e2e-care-${unit}-${number}`;
  const planned = [1, 2, 3, 4].map((number) => ({
    id: care(number),
    unit,
    kind: "care.planned",
    care_kind: "elderly",
    people: 3,
    due: day(0),
  }));
  const done = planned.slice(place % 4 === 3 ? 1 : 0);
  return [
    newBranch(unit, branch),
    ...meetings.map((meeting) => held(unit, branch, meeting, [20, 11 + (place % 10)])),
    ...planned,
    ...done.map(({ id }) => ({ unit, kind: "care.done", care: id, people: 3 })),
    ...(place % 3 ? [] : [outOfContact(unit)]),
    applicant(unit, "applicant"),
    applicant(unit, "activist", 202_001),
  ];
}

const applicant = (unit, stage, since) => ({
  unit,
  kind: "registry.changed",
  key: `e2e-applicant-${unit}`,
  after: { registry: "applicant", stage, ...(since && { since }) },
});

const outOfContact = (unit) => ({
  unit,
  kind: "registry.changed",
  key: `e2e-member-${unit}`,
  after: {
    registry: "member",
    sector: "community",
    gender: "male",
    birth_year: 1970,
    status: "out_of_contact",
  },
});

function employers() {
  const circles = [
    ["core", 18],
    ["joint", 52],
    ["linkage", 128],
  ];
  const rows = circles.flatMap(([circle, count]) =>
    Array.from({ length: count }, (_, place) => {
      const name = circle === "joint" && place < 5 ? `示例企业${place + 1}` : undefined;
      const unit = place % 4 ? STREET : COMMUNITY;
      return newEmployer(unit, `e2e-${circle}-${place}`, circle, name);
    }),
  );
  const keys = rows.map(({ key }) => key);
  const activities = Array.from({ length: 11 }, (_, number) =>
    activity(STREET, keys, (place) => (place + number) % 13 === 0),
  );
  return [...rows, ...activities];
}

function exchange() {
  return CATEGORIES.flatMap((category, place) => {
    const resource = { unit: STREET, kind: "resource.offered", category, title: "场地", until: day(9) };
    const need = { unit: COMMUNITY, kind: "need.raised", category, title: "需要", due: day(9) };
    const [offered, needed] = [`e2e-resource-${category}`, `e2e-need-${category}`];
    return [
      { ...resource, id: offered },
      { ...need, id: needed },
      ...Array.from({ length: place * 3 }, () => resource),
      ...Array.from({ length: 17 - place * 3 }, () => need),
      { unit: STREET, kind: "match.made", resource: offered, need: needed },
    ];
  });
}
