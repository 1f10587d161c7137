// The review: what is changed comes back, what is corrected travels with both values, what is hidden does not travel.
import {
  beginAndWalkTo,
  declare,
  goOn,
  mainButton,
  planOf,
  saved,
  stepOf,
  submitAndHear,
  walkTo,
} from "./support/steps.mjs";
import { expect, test } from "./support/test.mjs";

const plan = planOf("criminal_record");

/** The row of an answer in the review. */
const row = (page, label) =>
  page
    .locator(".summary-list__row")
    .filter({ has: page.locator(".summary-list__key").getByText(label, { exact: true }) });

/** Submits, and reads what was sent: every answer by its question. */
async function submitAndRead(page) {
  const payload = JSON.parse(await submitAndHear(page));
  return Object.fromEntries(payload.pages.flatMap(({ answers }) => answers).map((answer) => [answer.question, answer]));
}

test("a change link leads to its field and the change comes back to the review", async ({ page, portal }) => {
  await beginAndWalkTo(page, portal, plan, "review");
  await row(page, "使用单位").getByRole("link", { name: "修改" }).click();
  await expect(page).toHaveURL(/\/page\/purpose\?from=review&field=receiver$/);
  await expect(page.getByLabel("交给哪个单位？")).toBeFocused();
  await page.getByLabel("交给哪个单位？").fill("示范县第二幼儿园");
  await page.getByRole("button", { name: "改好了，回去核对" }).click();
  await expect(page).toHaveURL(/\/review$/);
  await expect(row(page, "使用单位")).toContainText("示范县第二幼儿园");
  expect((await submitAndRead(page)).receiver.value).toEqual({ text: "示范县第二幼儿园" });
});

test("a prefilled answer that is corrected is shown and sent with both values", async ({ page, portal }) => {
  await beginAndWalkTo(page, portal, plan, "page/living");
  const line = page.locator(".prefilled__line", { hasText: "现住址" });
  await line.getByRole("button", { name: "不对？" }).click();
  const field = page.locator("input#living_address");
  await expect(field).toBeFocused();
  await expect(field).toHaveValue(plan.answers.living_address);
  await field.fill("示范县城南街道迎宾大道68号");
  await expect(page.getByText(/登记的是.*66号.*您改过。两个都会交/)).toBeVisible();
  await expect(field).toHaveAccessibleDescription(/登记的是.*66号/);
  await goOn(page);
  await walkTo(page, portal, plan, "review");
  await expect(row(page, "现住址")).toContainText("68号");
  await expect(row(page, "现住址")).toContainText(/登记的是.*66号/);
  const { living_address: sent } = await submitAndRead(page);
  expect(sent.value).toEqual({ text: "示范县城南街道迎宾大道68号" });
  expect(sent.provenance).toEqual({ from: "citizen" });
  expect(sent.registered.value).toEqual({ text: plan.answers.living_address });
  expect(sent.registered.provenance).toMatchObject({ from: "register", document: "residence" });
});

test("a correction that is taken back is the register's answer again", async ({ page, portal }) => {
  await beginAndWalkTo(page, portal, plan, "page/living");
  await page.locator(".prefilled__line", { hasText: "现住址" }).getByRole("button", { name: "不对？" }).click();
  await page.locator("input#living_address").fill("别的地方");
  await page.getByRole("button", { name: "改回去" }).click();
  await expect(page.getByText(/您改过/)).toHaveCount(0);
  await saved(page);
  await page.reload();
  const line = page.locator(".prefilled__line", { hasText: "现住址" });
  await expect(line.locator(".prefilled__value")).toHaveText(plan.answers.living_address);
});

test("an answer that another one hid is neither listed nor sent, and comes back with the question", async ({
  page,
  portal,
}) => {
  await beginAndWalkTo(page, portal, plan, "page/purpose");
  await page.getByText("别的用途", { exact: true }).click();
  await page.getByLabel("是什么用途？").fill("贷款");
  await page.getByText("考试报名", { exact: true }).click();
  await expect(page.getByLabel("是什么用途？")).toHaveCount(0);
  await page.getByText("别的用途", { exact: true }).click();
  await expect(page.getByLabel("是什么用途？")).toHaveValue("贷款");
  await walkTo(page, portal, plan, "review");
  await expect(page.getByText("贷款")).toHaveCount(0);
  const sent = await submitAndRead(page);
  expect(Object.keys(sent)).not.toContain("purpose_other");
  expect(sent.purpose.value).toEqual({ choice: "work" });
});

test("the review of an unfinished draft names what is missing, and each link leads to where it is mended", async ({
  page,
  portal,
}) => {
  await beginAndWalkTo(page, portal, plan, "page/purpose");
  await saved(page);
  await page.goto(page.url().replace("page/purpose", "review"));
  await mainButton(page).click();
  const summary = page.locator(".error-summary");
  await expect(summary).toBeFocused();
  for (const link of await summary.getByRole("link").all()) {
    await link.click();
    await expect(page.locator(await link.getAttribute("href"))).toBeFocused();
  }
  await summary.locator('a[href="#change-purpose"]').click();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/page\/purpose\?from=review&field=purpose$/);
  expect(await portal.applications()).toEqual([]);
});

test("nothing is sent before the declaration is ticked", async ({ page, portal }) => {
  await beginAndWalkTo(page, portal, plan, "review");
  await mainButton(page).click();
  await page.locator(".error-summary").getByRole("link", { name: "声明" }).click();
  await expect(page.locator("#declaration")).toBeFocused();
  expect(await portal.applications()).toEqual([]);
  await declare(page);
  await mainButton(page).click();
  await expect(page).toHaveURL(/\/receipt\//);
  expect(stepOf(page)).not.toBe("review");
});

test("what the portal refuses is said with the portal's words, nothing is lost, and it can be mended", async ({
  page,
  portal,
  complaints,
}) => {
  complaints.expect(/status of 422/);
  await beginAndWalkTo(page, portal, plan, "review");
  const refusal = {
    type: "refused",
    title: "有几处要改",
    status: 422,
    detail: "有几处要改，改好再提交。",
    errors: [{ question: "receiver", message: "请写单位的全称" }],
  };
  const body = { status: 422, contentType: "application/problem+json", body: JSON.stringify(refusal) };
  await page.route("**/api/v1/applications", (route) => route.fulfill(body), { times: 1 });
  await declare(page);
  await mainButton(page).click();
  await expect(page.getByRole("alert")).toContainText("有几处要改");
  await page.getByRole("alert").getByRole("link", { name: "请写单位的全称" }).click();
  await expect(page.getByLabel("交给哪个单位？")).toBeFocused();
  await page.getByLabel("交给哪个单位？").fill("示范县第一幼儿园（城东园区）");
  await mainButton(page).click();
  const sent = await submitAndRead(page);
  expect(sent.receiver.value.text).toContain("城东园区");
  expect(await portal.applications()).toHaveLength(1);
});
