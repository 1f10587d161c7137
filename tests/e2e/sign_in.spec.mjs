// Signing in and out: by text message, through the single sign-on, and never out of this site.
import { answerConsents, goOn, planOf, signIn, started, stepOf } from "./support/steps.mjs";
import { expect, test } from "./support/test.mjs";

const plan = planOf("criminal_record");

test("who signs in at the single sign-on comes back and goes on where they were", async ({ page, complaints }) => {
  // The stand-in for the single sign-on has no icon.
  complaints.expect(/favicon/);
  await page.goto(`/item/${plan.item}?who_asks=self&household_here=yes`);
  await page.getByRole("button", { name: "开始办理" }).locator("visible=true").click();
  await page.getByRole("link", { name: "从政务服务网登录" }).click();
  await page.getByRole("link", { name: "王秀兰" }).click();
  await expect(page).toHaveURL(/\/draft\/[^/]+\/consent$/);
});

test("a wrong number and a wrong code are said at once, and nothing typed is lost", async ({ page, complaints }) => {
  complaints.expect(/status of 401/);
  await page.goto("/sign-in");
  await page.getByLabel("手机号").fill("1380000");
  await page.getByRole("button", { name: "发验证码" }).click();
  await expect(page.locator("#phone-error")).toHaveText("手机号是 11 位，现在是 7 位");
  await expect(page.getByLabel("手机号")).toBeFocused();
  await page.getByLabel("手机号").fill("13800002345");
  await page.getByRole("button", { name: "发验证码" }).click();
  await expect(page.getByText("验证码发出去了")).toBeVisible();
  await page.getByLabel("验证码").fill("000000");
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("验证码");
  await expect(page.getByLabel("手机号")).toHaveValue("13800002345");
});

test("after a reload the telephone number on record is filled in all the same", async ({ page, portal }) => {
  await signIn(page, portal, plan.person);
  await page.goto(`/item/${plan.item}?${new URLSearchParams(plan.situation)}&start=1`);
  await expect(page).toHaveURL(/\/draft\/[^/]+\/consent$/);
  await answerConsents(page, false);
  while (stepOf(page) !== "page/person") await goOn(page);
  await expect(page.locator("#applicant_phone")).toHaveValue(plan.answers.applicant_phone);
});

test("a ticket that is refused is said, and the other ways are there", async ({ page, complaints }) => {
  complaints.expect(/status of 401/);
  await page.goto("/sign-in?ticket=ticket-nobody&next=%2Fme");
  await expect(page.getByRole("alert")).toContainText("请重新登录");
  await expect(page.getByLabel("手机号")).toBeVisible();
});

for (const next of ["//example.org/", "https://example.org/", "/\\example.org/", "/\t/example.org/"]) {
  test(`signing in never leads out of this site: ${JSON.stringify(next)}`, async ({ page, portal }) => {
    await page.goto(portal.signInAddress("p-ligui", next));
    await started(page);
    await expect(page).not.toHaveURL(/sign-in/);
    expect(new URL(page.url()).origin).toBe(portal.address);
  });
}

test("signing out ends the session at the portal as well", async ({ page, portal }) => {
  await signIn(page, portal, "p-ligui", "/me");
  const { token } = JSON.parse(await page.evaluate(() => sessionStorage.getItem("mianzheng-session")));
  const ask = () => fetch(`${portal.address}/api/v1/applications`, { headers: { Authorization: `Bearer ${token}` } });
  expect((await ask()).status).toBe(200);
  await page.getByRole("button", { name: "退出登录" }).click();
  await expect(page.getByRole("main").getByRole("link", { name: "登录" })).toBeVisible();
  expect((await ask()).status).toBe(401);
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
});
