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
