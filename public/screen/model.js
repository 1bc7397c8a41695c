// What a panel is called where nobody has named it: its system and browser, as far as the browser says.

const SYSTEMS = [
  [/Android [\d.]+; ([^;)]+)/, (found) => found[1].replace(/ Build.*/, "").trim()],
  [/Android ([\d.]+)/, (found) => `Android ${found[1]}`],
  [/CrOS/, () => "ChromeOS"],
  [/Windows NT/, () => "Windows"],
  [/Mac OS X/, () => "macOS"],
  [/Linux (\S+?)[;)]/, (found) => `Linux ${found[1]}`],
];

/** Short enough for a table. It is shown to people, and nothing depends on it. */
export function describe(agent) {
  const system = SYSTEMS.map(([pattern, say]) => [agent.match(pattern), say]).find(([found]) => found);
  const browser = agent.match(/(?:Chrome|Firefox)\/\d+/);
  const parts = [system ? system[1](system[0]) : "", browser ? browser[0].replace("/", " ") : ""];
  return parts.filter(Boolean).join(" · ").slice(0, 60);
}
