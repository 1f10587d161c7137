// Trouble that the portal's own faults cannot make for one test alone: a sign-in knows no scope before it is done.
import { expect } from "./test.mjs";

const PHONES = { "p-ligui": "13800001234", "p-wangxl": "13800003456", "p-liuxm": "13800005678" };

/** Answers the next request to an address as the portal's faults of that kind would. */
export async function answerOnce(page, address, kind) {
  const wrong = { status: 200, contentType: "application/json", body: '{"oops": <html>' };
  const problem = { type: kind.status === 401 ? "sign_in_required" : "internal", title: "故障", status: kind.status };
  const answer =
    kind === "wrong_json"
      ? wrong
      : { status: kind.status, contentType: "application/problem+json", body: JSON.stringify(problem) };
  await page.route(address, (route) => route.fulfill(answer), { times: 1 });
}

/** Fills in the sign-in by text message, up to the last press. */
export async function fillSignIn(page, person) {
  await page.getByLabel("手机号").fill(PHONES[person]);
  await page.getByRole("button", { name: "发验证码" }).click();
  await expect(page.getByText("验证码发出去了")).toBeVisible();
  await page.getByLabel("验证码").fill("000000");
}

/**
 * The last press of a sign-in by text message. The portal keeps text messages in no scope: it is asked for a session of
 * the test's own instead.
 */
export async function pressSignIn(page, portal, person) {
  await page.route("**/api/v1/sign-in/sms", async (route) => {
    await route.continue({
      url: route.request().url().replace("/sms", "/ticket"),
      postData: JSON.stringify({ ticket: `ticket-${person}@${portal.scope}` }),
    });
  });
  await page.getByRole("button", { name: "登录", exact: true }).click();
}

/** Signs in on the page that asks for it, as somebody who does not leave the page would. */
export async function signInAgain(page, portal, person) {
  await fillSignIn(page, person);
  await pressSignIn(page, portal, person);
}
