// axe-core on every page in its states, on a phone, on a desktop and in the dark.
import { violations } from "./support/axe.mjs";
import { addRow } from "./support/fill.mjs";
import {
  answerConsents,
  attach,
  begin,
  beginAndWalkTo,
  goOn,
  mainButton,
  planOf,
  readReceipt,
  registersAnswered,
  sign,
  signIn,
  started,
  submit,
  walkTo,
} from "./support/steps.mjs";
import { expect, test } from "./support/test.mjs";

test.describe.configure({ mode: "parallel" });

const SCREENS = {
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true },
  desktop: { viewport: { width: 1280, height: 800 } },
  dark: { viewport: { width: 390, height: 844 }, colorScheme: "dark" },
};

/** Fails for everything that axe-core finds. The viewport is made as tall as the page: what a fixed foot covers is no target. */
async function expectAccessible(page, state) {
  await expect(page.locator(".loading, #frame")).toHaveCount(0);
  const { width, height } = page.viewportSize();
  const whole = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.max(height, whole + 200) });
  expect.soft(await violations(page), state).toEqual([]);
  await page.setViewportSize({ width, height });
}

for (const [screen, use] of Object.entries(SCREENS)) {
  test.describe(screen, () => {
    test.use({ ...use, reducedMotion: "reduce" });

    test("pages without a person", async ({ page, complaints }) => {
      complaints.expect(/status of 401/);
      await page.goto("/");
      await started(page);
      await expect(page.locator(".themes")).toBeVisible();
      await expectAccessible(page, "home");
      await page.getByRole("searchbox", { name: "找事项" }).fill("gaoling");
      await expect(page.locator(".results__item").first()).toBeVisible();
      await expectAccessible(page, "search with results");
      await page.getByRole("searchbox", { name: "找事项" }).fill("火星移民");
      await expect(page.getByText("没有找到").first()).toBeVisible();
      await expectAccessible(page, "search without results");
      for (const address of [
        "/departments",
        "/sign-in",
        "/help",
        "/me",
        "/nonsense",
        "/applications",
        "/draft/unknown/review",
      ]) {
        await page.goto(address);
        await started(page);
        await expectAccessible(page, address);
      }
      await page.goto("/sign-in");
      await page.getByRole("button", { name: "发验证码" }).click();
      await expect(page.locator("#phone-error")).toBeVisible();
      await expectAccessible(page, "sign-in with an error");
    });

    test("an item from its guide to its progress", async ({ page, portal }) => {
      test.setTimeout(120_000);
      const plan = planOf("food_business");
      await page.goto(
        `/item/${plan.item}?${new URLSearchParams({ business: "catering", small_business: "no", premises: "own", handled_by: "self" })}`,
      );
      await started(page);
      const closed = page.locator("main details:not([open]) > summary");
      while ((await closed.count()) > 0) await closed.first().click();
      await expectAccessible(page, "guide");
      await begin(page, portal, plan);
      await mainButton(page).click();
      await expect(page.locator(".error-summary")).toBeFocused();
      await expectAccessible(page, "consents with errors");
      await answerConsents(page);
      await expectAccessible(page, "consents answered");
      await goOn(page);
      await registersAnswered(page);
      await attach(page, plan.files);
      await expectAccessible(page, "documents");
      await goOn(page);
      await walkTo(page, portal, plan, "commitments", async (step) => expectAccessible(page, step));
      await mainButton(page).click();
      await expect(page.locator(".error-summary")).toBeFocused();
      await expectAccessible(page, "commitments with errors");
      await sign(page, plan.signature);
      await goOn(page);
      await page.getByText("看每一份的来源").click();
      await mainButton(page).click();
      await expect(page.locator(".error-summary")).toBeFocused();
      await expectAccessible(page, "review with errors");
      await submit(page);
      await readReceipt(page);
      await expectAccessible(page, "receipt");
      await page.goto("/applications");
      await expect(page.locator(".application-card")).toHaveCount(1);
      await expectAccessible(page, "applications");
      await page.locator(".application-card__link").click();
      await expect(page.locator(".timeline")).toBeVisible();
      await expectAccessible(page, "progress");
      await page.goto("/me");
      await expect(page.getByRole("button", { name: "退出登录" })).toBeVisible();
      await expectAccessible(page, "me, signed in");
    });

    test("a list of equipment, what it comes to, and accounts", async ({ page, portal }) => {
      const plan = planOf("joint_factory");
      await beginAndWalkTo(page, portal, plan, "page/power");
      await expectAccessible(page, "the usual appliances");
      await addRow(page, "loads", "数控机床");
      await addRow(page, "loads");
      await page.locator("#power_capacity").fill("1");
      await mainButton(page).click();
      await expect(page.locator(".error-summary")).toBeFocused();
      await expectAccessible(page, "a row that is open and wrong, and a figure that does not go with the list");
      await beginAndWalkTo(page, portal, planOf("joint_transfer"), "page/accounts");
      await page.locator("#power_account").fill("2200200301");
      for (const check of await page.getByRole("button", { name: /^查查能不能过户/ }).all()) await check.click();
      await expect(page.getByText("欠费 128.40 元")).toBeVisible();
      await expectAccessible(page, "an account with arrears, and one without a number");
    });

    test("what goes wrong", async ({ page, portal, complaints }) => {
      complaints.expect(/status of (500|404)/);
      const plan = planOf("old_age_allowance_in_trouble");
      await signIn(page, portal, plan.person, "/applications");
      await expect(page.getByText("还没有办件")).toBeVisible();
      await expectAccessible(page, "no applications");
      await portal.registerDown("household_register", 1);
      await beginAndWalkTo(page, portal, plan, "page/contact");
      await mainButton(page).click();
      await expect(page.locator(".error-summary")).toBeFocused();
      await expectAccessible(page, "questions with errors");
      await walkTo(page, portal, plan, "review");
      await expectAccessible(page, "review with documents missing");
      await page.getByRole("link", { name: "改材料" }).click();
      await registersAnswered(page);
      await expectAccessible(page, "documents that failed in every way");
      await page.goto("/");
      await expect(page.locator(".resume")).toHaveCount(1);
      await expectAccessible(page, "home with a draft");
      await portal.fault("GET /api/v1/applications", { status: 500 });
      await page.goto("/applications");
      await expect(page.getByText("现在连不上")).toBeVisible();
      await expectAccessible(page, "applications that cannot be had");
    });
  });
}
