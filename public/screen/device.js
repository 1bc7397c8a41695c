// How a screen gets its credential: RFC 8628, from its side. Says what to show; draws nothing.

const CODE_PATH = "/api/v1/device/code";
const TOKEN_PATH = "/api/v1/device/token";
const CLIENT = "liandong-screen";
const GRANT = "urn:ietf:params:oauth:grant-type:device_code";

const INTERVAL_S = 5;
const SLOWER_S = 5;
const LONGEST_WAIT_MS = 30_000;
const READING_MS = 8000;

/**
 * Asks for a code and waits until somebody has entered it; for another one as often as it takes.
 * @param {object} port
 * @param {(path: string, form: object) => Promise<{ status: number, body: object, retryAfter?: number }>} port.post
 *   Throws where there is no network.
 * @param {(ms: number) => Promise<void>} port.wait
 * @param {() => number} port.monotonic
 * @param {() => number} port.random
 * @param {(change: object) => void} port.show
 * @param {() => object} port.screen What this screen is like, for staff to recognise it by.
 */
export async function pair(port) {
  for (;;) {
    const code = await askForCode(port);
    const outcome = await poll(port, code);
    if (outcome === "paired") return port.show({ phase: "paired", trouble: "" });
    if (outcome === "denied") {
      port.show({ phase: "denied", trouble: "配对被管理台拒绝，马上换一个新的配对码" });
      await port.wait(READING_MS);
    }
  }
}

async function askForCode(port) {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await post(port, CODE_PATH, { client_id: CLIENT, ...port.screen() });
    if (isCode(answer)) {
      const { body } = answer;
      const until = port.monotonic() + body.expires_in * 1000;
      port.show({ phase: "ready", trouble: "", code: body, until });
      return { ...body, until };
    }
    port.show({ phase: "connecting", trouble: refusal(answer), attempt });
    await port.wait(retryIn(port, attempt, answer));
  }
}

async function poll(port, code) {
  let interval = (code.interval ?? INTERVAL_S) * 1000;
  let failures = 0;
  for (;;) {
    await port.wait(failures > 0 ? Math.max(interval, retryIn(port, failures)) : interval);
    if (port.monotonic() >= code.until) return "expired";
    const form = { grant_type: GRANT, device_code: code.device_code, client_id: CLIENT };
    const answer = await post(port, TOKEN_PATH, form);
    if (answer?.status === 200) return "paired";
    const error = answer?.body.error;
    if (error === "expired_token" || error === "invalid_grant") return "expired";
    if (error === "access_denied") return "denied";
    if (error === "slow_down") interval += SLOWER_S * 1000;
    const isWaiting = error === "authorization_pending" || error === "slow_down";
    failures = isWaiting ? 0 : failures + 1;
    port.show({ trouble: isWaiting ? "" : refusal(answer), attempt: failures });
  }
}

/** The answer, nothing where there is none. */
async function post(port, path, form) {
  try {
    const answer = await port.post(path, form);
    port.show({ service: answer.status < 500 ? "up" : "failing" });
    return answer;
  } catch {
    port.show({ service: "down" });
    return undefined;
  }
}

const isCode = (answer) =>
  answer?.status === 200 &&
  typeof answer.body.device_code === "string" &&
  typeof answer.body.user_code === "string" &&
  answer.body.expires_in > 0;

/** What the screen says of an answer that does not help; of no answer the line of the service says enough. */
function refusal(answer) {
  if (!answer) return "";
  const { status, body } = answer;
  if (status === 429) return "询问过于频繁，稍后自动再试";
  const code = body.error ?? status;
  return `服务没有给出配对码（${code}），稍后自动再试`;
}

/** Full jitter: after a power cut all the screens of a building ask at the same moment. */
function retryIn(port, attempt, answer) {
  const ceiling = Math.min(LONGEST_WAIT_MS, 1000 * 2 ** Math.min(attempt, 8));
  const told = (answer?.retryAfter ?? 0) * 1000;
  return told + 500 + port.random() * ceiling;
}
