// The session ends in the middle: everything is kept, the same field is there again, and nobody sees another's.
import {
  beginAndWalkTo,
  declare,
  draftId,
  mainButton,
  planOf,
  readReceipt,
  saved,
  signIn,
  started,
  walkTo,
} from "./support/steps.mjs";
import { answerOnce, signInAgain } from "./support/trouble.mjs";
import { expect, test } from "./support/test.mjs";

const plan = planOf("criminal_record");

test.beforeEach(({ complaints }) => complaints.expect(/status of 401/));

test("who signs in again is on the same page, in the same field, and submits once", async ({ page, portal }) => {
  await beginAndWalkTo(page, portal, plan, "review");
  await page.locator("#change-receiver").click();
  const field = page.getByLabel("交给哪个单位？");
  await field.fill("示范县第二幼儿园");
  await saved(page);
  await portal.endSessions();
  await mainButton(page).click();
  await declare(page);
  await mainButton(page).click();
  await expect(page.getByRole("heading", { name: "登录过期了，还没有交出去" })).toBeVisible();
  await page.getByRole("link", { name: "重新登录，接着交" }).click();
  await signInAgain(page, portal, plan.person);
  const { number } = await readReceipt(page);
  expect(await portal.applications()).toMatchObject([{ number }]);
});

test("who signs in again after a reload is on the same page, with the same text", async ({ page, portal }) => {
  await beginAndWalkTo(page, portal, plan, "page/purpose");
  const field = page.getByLabel("交给哪个单位？");
  await field.fill("示范县第二幼儿园");
  await saved(page);
  const address = page.url();
  await portal.endSessions();
  await page.evaluate(() => sessionStorage.removeItem("mianzheng-session"));
  await page.reload();
  await page.getByRole("link", { name: "去登录" }).click();
  await signInAgain(page, portal, plan.person);
  await expect(page).toHaveURL((url) => address.endsWith(url.pathname));
  await expect(field).toHaveValue("示范县第二幼儿园");
});

for (const [what, step, find] of [
  ["a text", "page/purpose", (page) => page.getByLabel("交给哪个单位？")],
  ["a field of a row", "page/earlier_homes", (page) => page.locator('input[id^="home_place-"]')],
]) {
  test(`a session that ends while one types takes nothing away, and ${what} has the focus again afterwards`, async ({
    page,
    portal,
  }) => {
    await beginAndWalkTo(page, portal, plan, step);
    const field = find(page);
    if ((await field.count()) === 0) await page.locator(".rows__add").first().click();
    await field.first().fill("示范县");
    await saved(page);
    await portal.endSessions();
    // A network comes back, the portal is asked, and says that the session has ended.
    await answerOnce(page, "**/api/v1/time", { status: 401 });
    await page.evaluate(() => dispatchEvent(new Event("online")));
    const again = page.getByRole("link", { name: "重新登录，接着办" });
    await expect(again).toBeVisible();
    await expect(field).toBeFocused();
    await field.pressSequentially("第二幼儿园");
    await again.click();
    await signInAgain(page, portal, plan.person);
    await expect(field).toBeFocused();
    await expect(field).toHaveValue("示范县第二幼儿园");
    await saved(page);
  });
}

test("another person sees nothing of the first one's draft, and it stays", async ({ page, portal }) => {
  await beginAndWalkTo(page, portal, plan, "page/purpose");
  const address = new URL(page.url()).pathname;
  const id = draftId(page);
  await saved(page);
  await portal.endSessions();
  await signIn(page, portal, "p-liuxm");
  await started(page);
  await expect(page.locator(".resume")).toHaveCount(0);
  await page.goto(address);
  await expect(page.getByText("这份草稿不在这里")).toBeVisible();
  await signIn(page, portal, plan.person);
  await expect(page.locator(`a[href="/draft/${id}"]`)).toBeVisible();
});

test("whose session ended on a page leaves nothing on it for the next person", async ({ page, portal }) => {
  await beginAndWalkTo(page, portal, plan, "page/purpose");
  await walkTo(page, portal, plan, "review");
  await portal.endSessions();
  await declare(page);
  await mainButton(page).click();
  await page.getByRole("link", { name: "重新登录，接着交" }).click();
  await signInAgain(page, portal, "p-liuxm");
  await expect(page.getByText("这份草稿不在这里")).toBeVisible();
  expect(await portal.applications()).toEqual([]);
});

test("who is not signed in sees that something was begun, and nothing of it", async ({ page, portal }) => {
  await beginAndWalkTo(page, portal, plan, "page/purpose");
  await saved(page);
  await page.evaluate(() => sessionStorage.clear());
  await page.goto("/");
  await started(page);
  await expect(page.getByText("这台设备上有没办完的事")).toBeVisible();
  await expect(page.locator(".resume")).toHaveCount(0);
  await expect(page.locator("main")).not.toContainText("无犯罪记录证明");
});
