// What staff have a screen do from afar. Each command once: a connection that breaks may bring it again.

import { recall, remember } from "./memory.js";
import { sendPicture } from "./picture.js";
import { plate } from "./plate.js";

const IDENTIFY_MS = 30_000;
const MESSAGE_MS = 60_000;
const REMEMBERED = 100;

const ARROWS = new Map([
  ["up", "↑"],
  ["right", "→"],
  ["down", "↓"],
  ["left", "←"],
]);

export class Commands {
  #done;
  #acts;

  /** @param {{ screen: () => object, turn: (to: object) => void, mute: (isMuted: boolean) => void, leave: (isRestart: boolean) => void }} acts */
  constructor(acts) {
    this.#acts = acts;
    this.#done = recall("commands") ?? [];
  }

  /** Whether it was carried out, which it is once. */
  take(command) {
    if (!Number.isFinite(command.id) || this.#done.includes(command.id)) return false;
    const act = ACTS.get(command.do);
    if (!act) return false;
    this.#done = [...this.#done, command.id].slice(-REMEMBERED);
    // Before it is done: what it does may be to leave the page.
    remember("commands", this.#done);
    act(command, this.#acts);
    return true;
  }
}

const ACTS = new Map([
  ["identify", identify],
  ["message", message],
  ["turn", ({ scene, unit }, { turn, screen }) => turn({ scene: scene ?? "overview", unit: unit ?? screen().unit })],
  ["picture", () => void sendPicture()],
  ["reload", (_, { leave }) => leave(false)],
  ["restart", (_, { leave }) => leave(true)],
  ["mute", (_, { mute }) => mute(true)],
  ["unmute", (_, { mute }) => mute(false)],
]);

/** Which screen this is, for whoever stands in front of several. */
function identify({ arrow, text }, { screen }) {
  const { id, name, unitName } = screen();
  const facts = [unitName, id === null ? "" : `屏幕 ${id}`].filter(Boolean).join(" · ");
  plate("identify", { mark: ARROWS.get(arrow), title: name || "未命名的屏幕", lines: [facts, text], forMs: IDENTIFY_MS });
}

function message({ text }) {
  plate("message", { title: text, lines: ["来自管理台"], forMs: MESSAGE_MS });
}
