// The guide of an item: its ledger follows the situation, and an item is begun only by who may apply.
import { planOf, signIn, started } from "./support/steps.mjs";
import { expect, test } from "./support/test.mjs";

const food = planOf("food_business");
const allowance = planOf("old_age_allowance");

const startButton = (page) => page.getByRole("button", { name: "开始办理" }).locator("visible=true");
const documentRow = (page, name) => page.getByRole("rowheader", { name, exact: true });

test("the ledger follows the situation, and the address leads to the same ledger again", async ({ page }) => {
  await page.goto(`/item/${food.item}?business=catering&small_business=no&premises=own&handled_by=self`);
  await expect(documentRow(page, "经营场所产权证明")).toBeVisible();
  await page.getByText("换一种").click();
  const premises = page.locator(".field", { hasText: "店面是谁的？" });
  await premises.getByText("租的", { exact: true }).click();
  for (const again of [false, true]) {
    if (again) await page.reload();
    await expect(documentRow(page, "经营场所使用证明")).toBeVisible();
    await expect(documentRow(page, "经营场所产权证明")).toHaveCount(0);
    await expect(page).toHaveURL(/premises=lease/);
  }
});

test("a situation that is not answered is asked for before a draft is begun", async ({ page, portal }) => {
  await signIn(page, portal, food.person, `/item/${food.item}?business=canteen&premises=own&handled_by=self`);
  await startButton(page).click();
  await expect(page.locator("#situation")).toHaveAttribute("open", "");
  await expect(page.locator("#canteen_kind")).toBeFocused();
  await expect(page.locator("#canteen_kind")).toHaveAttribute("aria-invalid", "true");
  await page.getByText("学校", { exact: true }).click();
  await startButton(page).click();
  await expect(page).toHaveURL(/\/consent$/);
});

test("who may not apply is told why and where instead, and begins no draft", async ({ page, portal }) => {
  const situation = new URLSearchParams({ ...allowance.situation, household_here: "no" });
  await signIn(page, portal, allowance.person, `/item/${allowance.item}?${situation}`);
  await startButton(page).click();
  await expect(page.getByText("高龄津贴由户口所在地发。请到老人户口所在的县区办").first()).toBeVisible();
  await page.goto("/");
  await started(page);
  await expect(page.locator(".resume")).toHaveCount(0);
});

test("an item for companies is not begun for a person without one", async ({ page, portal }) => {
  const situation = new URLSearchParams({
    business: "catering",
    small_business: "no",
    premises: "own",
    handled_by: "self",
  });
  await signIn(page, portal, "p-ligui", `/item/${food.item}?${situation}`);
  await startButton(page).click();
  await expect(page.getByRole("alert")).toContainText("这件事要用企业的身份办");
});
