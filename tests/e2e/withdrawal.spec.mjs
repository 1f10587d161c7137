// Withdrawing: asked once more, done once, and said.
import { addressOf, apply } from "./support/after.mjs";
import { violations } from "./support/axe.mjs";
import { expect, test } from "./support/test.mjs";

const open = (page) => page.getByRole("button", { name: "撤回申请" }).first();
const dialog = (page) => page.getByRole("dialog", { name: "撤回这份申请？" });

test("an application that nobody took up is withdrawn after a second question", async ({ page, portal }) => {
  const { number } = await apply(page, portal);
  await page.goto(addressOf(number));
  await open(page).click();
  await expect(dialog(page).getByRole("button", { name: "不撤回" })).toBeFocused();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
  await expect(open(page)).toBeFocused();
  await open(page).click();
  await dialog(page).getByLabel("为什么撤回").fill("填错人了");
  await dialog(page).getByRole("button", { name: "撤回申请" }).click();
  await expect(page.locator(".timeline__name").last()).toHaveText("已撤回");
  await expect(page.locator(".timeline__note").last()).toContainText("填错人了");
  await expect(page.locator("h1")).toBeFocused();
  await expect(open(page)).toHaveCount(0);
  await expect(page.getByRole("link", { name: "重新申请" })).toBeVisible();
  expect(await portal.applications()).toMatchObject([{ number, status: "withdrawn" }]);
});

test("what a department has taken up offers no withdrawal", async ({ page, portal }) => {
  const { number } = await apply(page, portal);
  await portal.advance(1);
  await page.goto(addressOf(number));
  await expect(page.locator(".timeline__name").last()).toHaveText("正在办");
  await expect(open(page)).toHaveCount(0);
});

test("one that was taken up meanwhile is not withdrawn, and the reason is said", async ({
  page,
  portal,
  complaints,
}) => {
  complaints.expect(/status of 409/);
  const { number } = await apply(page, portal);
  await page.goto(addressOf(number));
  await open(page).click();
  await portal.advance(1);
  await dialog(page).getByRole("button", { name: "撤回申请" }).click();
  await expect(dialog(page).getByRole("alert")).toContainText("部门已经在办，不能撤回了");
});

test("a withdrawal whose answer was lost is found to have happened", async ({ page, portal, complaints }) => {
  complaints.expect(/ERR_/);
  const { number } = await apply(page, portal);
  await page.goto(addressOf(number));
  await portal.fault(`POST /api/v1/applications/${number}/withdraw`, "drop_after_commit", 1);
  await open(page).click();
  await dialog(page).getByRole("button", { name: "撤回申请" }).click();
  await expect(page.locator(".timeline__name").last()).toHaveText("已撤回");
});

test("without the portal nothing is withdrawn, and it is said", async ({ page, portal, complaints }) => {
  complaints.expect(/status of 500/);
  const { number } = await apply(page, portal);
  await page.goto(addressOf(number));
  await expect(open(page)).toBeVisible();
  await portal.fault("POST /api/v1/applications", { status: 500 });
  await open(page).click();
  await dialog(page).getByRole("button", { name: "撤回申请" }).click();
  await expect(dialog(page).getByRole("alert")).toContainText("现在连不上，还没有撤回");
  await portal.mend();
  await dialog(page).getByRole("button", { name: "撤回申请" }).click();
  await expect(page.locator(".timeline__name").last()).toHaveText("已撤回");
});
