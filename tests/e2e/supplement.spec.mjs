// A supplement (补正): exactly what is asked can be changed, all that is missing is said at once, and it is sent once.
import { addressOf, apply, plan } from "./support/after.mjs";
import { violations } from "./support/axe.mjs";
import { picture } from "./support/picture.mjs";
import { planOf, saved, signIn } from "./support/steps.mjs";
import { expect, test } from "./support/test.mjs";

const send = (page) => page.getByRole("button", { name: "补交", exact: true });
const controls = (page) => page.locator("main form :is(input, select, textarea)");
const WITH_A_DRAWING = planOf("food_business");
const sent = (request) => request.method() === "POST" && request.url().endsWith("/supplement");

/** An application with a drawing that was handed in, asked for a clearer one; answers its number. */
async function askedForDocument(page, portal) {
  const { number } = await apply(page, portal, WITH_A_DRAWING);
  await portal.askForSupplement(number);
  await page.goto(addressOf(number));
  await page.getByRole("link", { name: "去补交" }).click();
  await expect(send(page)).toBeVisible();
  return number;
}

/** An application that is asked for one answer. */
async function askedForAnswer(page, portal) {
  const { number } = await apply(page, portal);
  await portal.askForSupplement(number);
  await page.goto(addressOf(number, "supplement"));
  await expect(send(page)).toBeVisible();
  return number;
}

async function handIn(page) {
  await page.locator("main input[type=file]").setInputFiles({ name: "清楚的.png", mimeType: "image/png", buffer: picture() });
  await expect(page.locator(".upload__name")).toHaveText("清楚的.png");
}

test("exactly the document that is asked for is open, and the application goes on", async ({ page, portal }) => {
  const number = await askedForDocument(page, portal);
  await expect(page.locator("h1")).toBeFocused();
  await expect(page.locator("main .notice")).toContainText("看不清");
  await expect(controls(page)).toHaveCount(1);
  expect(await violations(page)).toEqual([]);
  await send(page).click();
  await expect(page.locator(".error-summary")).toBeFocused();
  expect(await violations(page)).toEqual([]);
  await handIn(page);
  const sending = page.waitForRequest(sent);
  await send(page).click();
  const body = JSON.parse((await sending).postData());
  expect([body.answers, Object.keys(body.documents).length]).toEqual([[], 1]);
  await expect(page).toHaveURL(addressOf(number));
  await expect(page.locator(".timeline__note").last()).toContainText("已补交");
  await expect(page.getByRole("link", { name: "去补交" })).toHaveCount(0);
  await page.goto("/");
  await expect(page.locator(".themes")).toBeVisible();
  await expect(page.locator(".resume")).toHaveCount(0);
});

test("exactly the answer that is asked for is open, with what was submitted in it", async ({ page, portal }) => {
  const number = await askedForAnswer(page, portal);
  await expect(page.locator("main .field")).toHaveCount(1);
  const sending = page.waitForRequest(sent);
  await send(page).click();
  const body = JSON.parse((await sending).postData());
  expect([body.answers.length, body.documents]).toEqual([1, {}]);
  await expect(page).toHaveURL(addressOf(number));
  await expect(page.locator(".timeline__note").last()).toContainText("已补交");
});

test("what was filled in is there again after a reload, and from home", async ({ page, portal }) => {
  await askedForDocument(page, portal);
  await handIn(page);
  await saved(page);
  await page.reload();
  await expect(page.locator(".upload__name")).toHaveText("清楚的.png");
  await page.goto("/");
  await page.getByRole("link", { name: "接着补交" }).click();
  await expect(page.locator(".upload__name")).toHaveText("清楚的.png");
});

for (const [name, kind, told] of [
  ["was lost after it had arrived", "drop_after_commit", /ERR_/],
  ["was lost before it arrived", "reset", /ERR_/],
  ["was an error", { status: 500 }, /status of 500/],
]) {
  test(`a supplement whose answer ${name} is made exactly once`, async ({ page, portal, complaints }) => {
    complaints.expect(told);
    const number = await askedForDocument(page, portal);
    await handIn(page);
    await portal.fault(`POST /api/v1/applications/${number}/supplement`, kind, 1);
    const bodies = [];
    page.on("request", (request) => {
      if (sent(request)) bodies.push(`${request.headers()["idempotency-key"]} ${request.postData()}`);
    });
    await send(page).click();
    if (kind !== "drop_after_commit") {
      await expect(page.getByRole("alert")).toContainText("不确定收到没有");
      await expect(controls(page)).toHaveCount(0);
      await send(page).click();
    }
    await expect(page).toHaveURL(addressOf(number));
    await expect(page.locator(".timeline__note").filter({ hasText: "已补交" })).toHaveCount(1);
    expect(new Set(bodies).size).toBe(1);
  });
}

test("a supplement that was under way when the page was closed goes on by itself", async ({
  page,
  portal,
  complaints,
}) => {
  complaints.expect(/status of 500/);
  const number = await askedForDocument(page, portal);
  await handIn(page);
  await portal.fault(`POST /api/v1/applications/${number}/supplement`, { status: 500 }, 1);
  await send(page).click();
  await expect(page.getByRole("alert")).toContainText("不确定收到没有");
  await page.reload();
  await expect(page).toHaveURL(addressOf(number));
  await expect(page.locator(".timeline__note").filter({ hasText: "已补交" })).toHaveCount(1);
});

test("a double press sends once", async ({ page, portal }) => {
  const number = await askedForDocument(page, portal);
  await handIn(page);
  let count = 0;
  page.on("request", (request) => (count += sent(request) ? 1 : 0));
  await send(page).dblclick();
  await expect(page).toHaveURL(addressOf(number));
  expect(count).toBe(1);
});

test("a session that ends meanwhile loses nothing", async ({ page, portal, complaints }) => {
  complaints.expect(/status of 401/);
  const number = await askedForDocument(page, portal);
  await handIn(page);
  await saved(page);
  await portal.endSessions();
  await send(page).click();
  await expect(page.getByRole("alert")).toContainText("登录过期了，还没有交出去");
  await signIn(page, portal, WITH_A_DRAWING.person, addressOf(number, "supplement"));
  await expect(page.locator(".upload__name")).toHaveText("清楚的.png");
  await send(page).click();
  await expect(page).toHaveURL(addressOf(number));
});

test("an application that is asked for nothing opens nothing", async ({ page, portal }) => {
  const { number } = await apply(page, portal, plan);
  await page.goto(addressOf(number, "supplement"));
  await expect(page.locator(".empty")).toContainText("现在不用补交");
});

test("what the portal gives must be what was submitted", async ({ page, portal }) => {
  const { number } = await apply(page, portal, plan);
  await portal.askForSupplement(number);
  await page.route("**/submission", (route) => route.fulfill({ contentType: "application/json", body: "{}" }));
  await page.goto(addressOf(number, "supplement"));
  await expect(page.locator(".empty")).toContainText("取到的和您交的对不上");
});
