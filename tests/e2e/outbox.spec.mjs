// The outbox: what was submitted goes by itself, each for itself, and every state says what is so and what can be done.
import {
  beginAndWalkTo,
  declare,
  draftId,
  mainButton,
  planOf,
  readReceipt,
  signIn,
  started,
  submit,
} from "./support/steps.mjs";
import { expect, test } from "./support/test.mjs";

const plan = planOf("criminal_record");
/** Another of the same person. */
const other = { ...plan, answers: { ...plan.answers, receiver: "示范县第二幼儿园" } };
const SUBMIT = "POST /api/v1/applications";

/** Where the submission on the page stands. */
const standing = (page, name) => page.locator(`[data-submission="${name}"]`);

/** Walks to the review and submits, wherever that leads. */
async function press(page, portal, what = plan) {
  await beginAndWalkTo(page, portal, what, "review");
  await declare(page);
  await mainButton(page).click();
}

test("without a network it is queued, says so, survives leaving, and goes once when there is one again", async ({
  page,
  portal,
  context,
  complaints,
}) => {
  complaints.expect(/ERR_INTERNET_DISCONNECTED/);
  await beginAndWalkTo(page, portal, plan, "review");
  await context.setOffline(true);
  await declare(page);
  await mainButton(page).click();
  await expect(page.getByRole("heading", { name: "排好队了，还没有交出去" })).toBeVisible();
  await expect(standing(page, "queued")).toContainText("连上网就自动交，不用再点");
  await page.getByRole("link", { name: "回首页，办别的事" }).click();
  await expect(page.locator('.resume[data-submission="queued"]')).toContainText("无犯罪记录证明");
  await expect(page.getByRole("button", { name: /^删掉/ })).toHaveCount(0);
  expect(await portal.applications()).toEqual([]);
  await context.setOffline(false);
  await page.locator('[data-submission="accepted"]').getByRole("link", { name: "看回执" }).click();
  const { number } = await readReceipt(page);
  expect(await portal.applications()).toMatchObject([{ number }]);
});

test("one that the portal never takes holds up no other", async ({ page, portal, complaints }) => {
  complaints.expect(/status of (500|404)/);
  await portal.fault(SUBMIT, { status: 500 });
  await press(page, portal);
  await expect(standing(page, "unknown").or(standing(page, "queued"))).toContainText("自动再");
  const poisoned = draftId(page);
  await portal.mend();
  // From now on only the first one fails, whenever it is tried.
  await page.route("**/api/v1/applications", async (route) => {
    const isPoisoned = route.request().postData()?.includes(plan.answers.receiver);
    if (isPoisoned) await route.fulfill({ status: 500, contentType: "application/problem+json", body: "{}" });
    else await route.continue();
  });
  await beginAndWalkTo(page, portal, other, "review");
  await submit(page);
  expect(await portal.applications()).toMatchObject([{ item: other.item }]);
  await page.goto("/");
  await started(page);
  await expect(page.locator(`article[aria-labelledby="draft-${poisoned}"]`)).toHaveAttribute(
    "data-submission",
    /queued|sending|unknown/,
  );
});

test("what waits in the line can be taken back and changed, and is then submitted as it was changed", async ({
  page,
  portal,
  context,
}) => {
  await beginAndWalkTo(page, portal, plan, "review");
  await context.setOffline(true);
  await declare(page);
  await mainButton(page).click();
  await page.getByRole("button", { name: "先不交，改一改" }).click();
  await expect(mainButton(page)).toHaveText("提交");
  await context.setOffline(false);
  await page.locator("#change-receiver").click();
  await page.getByLabel("交给哪个单位？").fill("示范县第三幼儿园");
  await mainButton(page).click();
  const sending = page.waitForRequest((request) => request.method() === "POST" && /applications$/.test(request.url()));
  await submit(page);
  expect((await sending).postData()).toContain("示范县第三幼儿园");
  expect(await portal.applications()).toHaveLength(1);
});

test("a reload while it is sent finds the receipt and sends nothing twice", async ({ page, portal, complaints }) => {
  complaints.expect(/ERR_|status of (404|409)/);
  await portal.fault(SUBMIT, { delay_ms: 1_500 }, 1);
  const left = page.waitForRequest((request) => request.method() === "POST" && /applications$/.test(request.url()));
  await press(page, portal);
  await left;
  await expect(standing(page, "sending")).toBeVisible();
  await page.reload();
  await expect(page).toHaveURL(/\/receipt\//, { timeout: 20_000 });
  expect(await portal.applications()).toHaveLength(1);
});

test("another tab goes on with what one that was closed had begun", async ({ page, portal, context, complaints }) => {
  complaints.expect(/ERR_|status of (500|404)/);
  await portal.fault(SUBMIT, { status: 500 });
  await press(page, portal);
  await expect(standing(page, "unknown").or(standing(page, "queued"))).toContainText("自动再");
  await page.close();
  await portal.mend();
  const other = await context.newPage();
  await signIn(other, portal, plan.person);
  await expect(other.locator('[data-submission="accepted"]')).toContainText("交上去了", { timeout: 30_000 });
  expect(await portal.applications()).toHaveLength(1);
});

test("what has not arrived stands under 我的办件 with its state, taken back or on its way, until it has arrived", async ({
  page,
  portal,
  context,
  complaints,
}) => {
  complaints.expect(/ERR_INTERNET_DISCONNECTED/);
  await beginAndWalkTo(page, portal, plan, "review");
  const id = draftId(page);
  await context.setOffline(true);
  await declare(page);
  await mainButton(page).click();
  await page.getByRole("link", { name: "回首页，办别的事" }).click();
  const applications = () => page.getByRole("link", { name: "我的办件" }).locator("visible=true").first().click();
  const card = page.locator("article[data-submission]");
  await applications();
  await expect(page.getByRole("heading", { name: "还没交出去 1" })).toBeVisible();
  await expect(card).toHaveAttribute("data-submission", "queued");
  await expect(card).toContainText("连上网就自动交，不用再点");
  await card.getByRole("link", { name: "看看怎么样了" }).click();
  await expect(page).toHaveURL(new RegExp(`/draft/${id}$`));

  await page.getByRole("button", { name: "先不交，改一改" }).click();
  await expect(mainButton(page)).toHaveText("提交");
  await page.locator(".topbar__home").click();
  await applications();
  await expect(card).toHaveAttribute("data-submission", "held");
  await expect(card).toContainText("收回来了");
  await card.getByRole("link", { name: "去改一改" }).click();
  await declare(page);
  await mainButton(page).click();
  await page.getByRole("link", { name: "回首页，办别的事" }).click();
  await applications();
  await expect(card).toHaveAttribute("data-submission", "queued");

  await context.setOffline(false);
  await expect(card).toHaveCount(0);
  await expect(page.locator(".application-card__name")).toHaveText(["无犯罪记录证明"]);
  expect(await portal.applications()).toHaveLength(1);
});
