// Staff of the console, each in a window of their own.

import assert from "node:assert/strict";

const ROOT_PASSWORD = "borrowed umbrella 柳州路";
const STAFF_PASSWORD = "seven quiet herons 徐汇";
export const DESK = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** Waits until the page is at a path, whatever its query. */
export const arrived = (page, path) => page.waitForURL(({ pathname }) => pathname === path);

/** What a page's own calls of the API would get. */
async function call(page, method, address, body) {
  const answer = await page.evaluate(
    async ([method, address, body]) => {
      const response = await fetch(address, {
        method,
        headers: body ? { "content-type": "application/json" } : {},
        body: body && JSON.stringify(body),
      });
      const text = await response.text();
      return { status: response.status, body: text ? JSON.parse(text) : {} };
    },
    [method, address, body],
  );
  assert.ok(answer.status < 300, `${method} ${address}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** Does something for a unit as the one who is signed in on a page; gives the id. */
export async function act(page, unit, fields) {
  const { id } = await call(page, "POST", `/api/v1/units/${unit}/acts`, fields);
  return id;
}

export { day } from "./facts.mjs";

/** A category of which nothing is needed at a unit: what is raised there stands alone among the suggestions. */
export async function freeCategory(page, unit) {
  for (const category of ["welfare", "legal", "venue", "health", "volunteer", "parking"]) {
    const { total } = await call(page, "GET", `/api/v1/units/${unit}/needs?category=${category}&open=true`);
    if (total === 0) return category;
  }
  throw new Error(`everything is needed at ${unit}`);
}

async function signIn(page, login, password) {
  await page.goto("/sign-in");
  await page.getByLabel("账号").fill(login);
  await page.getByLabel("口令", { exact: true }).fill(password);
  await page.getByRole("button", { name: "登录" }).click();
}

/** The installation's first administrator. */
export async function chief({ server, screens }) {
  const page = await screens.window({ viewport: DESK });
  await page.goto("/setup");
  await page.getByLabel("启动口令").fill(server.setupCode);
  await page.getByLabel("账号").fill("chief");
  await page.getByLabel("岗位").fill("市委组织部");
  await page.getByLabel("口令", { exact: true }).fill(ROOT_PASSWORD);
  await page.getByRole("button", { name: "完成设置" }).click();
  await arrived(page, "/sign-in");
  await signIn(page, "chief", ROOT_PASSWORD);
  await arrived(page, "/console");
  return page;
}

/** Somebody of a unit, whom the first administrator has made an account for. */
export async function staff({ screens }, chief, { login, title, role = "manager", unit, ...options }) {
  const account = { login, title, role, unit };
  const { initial_password: password } = await call(chief, "POST", "/api/v1/accounts", account);
  const page = await screens.window({ viewport: DESK, ...options });
  await signIn(page, login, password);
  await arrived(page, "/console/me");
  await page.getByLabel("现在的口令").fill(password);
  await page.getByLabel("新口令").fill(STAFF_PASSWORD);
  await page.getByRole("button", { name: "修改口令" }).click();
  await arrived(page, "/console");
  return page;
}
