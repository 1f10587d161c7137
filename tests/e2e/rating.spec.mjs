// The rating (好差评): five levels, fixed indicators, a reason for the two low ones, once.
import { addressOf, apply } from "./support/after.mjs";
import { violations } from "./support/axe.mjs";
import { expect, test } from "./support/test.mjs";

const send = (page) => page.getByRole("button", { name: "交评价" });

/** An application that is done, on its rating page. */
async function done(page, portal) {
  const { number } = await apply(page, portal);
  await portal.decide(number, "done", "办好了。");
  await page.goto(addressOf(number, "rating"));
  await expect(send(page)).toBeVisible();
  return number;
}

test("a low rating asks for a reason, and everything else is given once", async ({ page, portal }) => {
  const number = await done(page, portal);
  await expect(page.locator("main .choice__title")).toHaveText([
    "非常满意", "满意", "基本满意", "不满意", "非常不满意",
    "整体满意度", "办事效率", "办事指南精确度", "办事便捷度", "平台操作性",
  ]);
  expect(await violations(page)).toEqual([]);
  await send(page).click();
  await expect(page.locator(".error-summary")).toBeFocused();
  await expect(page.locator(".error-summary")).toContainText("请选一个满意程度");
  await page.getByRole("radio", { name: "不满意", exact: true }).check();
  await page.getByRole("checkbox", { name: "办事效率" }).check();
  await send(page).click();
  await expect(page.locator(".error-summary")).toBeFocused();
  await expect(page.locator(".error-summary")).toContainText("请说说哪里不好");
  expect(await violations(page)).toEqual([]);
  await page.locator(".error-summary").getByRole("link").click();
  await expect(page.getByLabel("哪里不好？")).toBeFocused();
  await page.keyboard.type("等得太久");
  await send(page).click();
  await expect(page).toHaveURL(addressOf(number));
  await expect(page.locator("h1")).toBeFocused();
  await expect(page.getByText("您评价过了：不满意")).toBeVisible();
  await page.goto(addressOf(number, "rating"));
  await expect(page.locator(".empty")).toContainText("您评价过了");
});

test("a good rating needs no reason", async ({ page, portal }) => {
  const number = await done(page, portal);
  await page.getByRole("radio", { name: "非常满意" }).check();
  await send(page).click();
  await expect(page).toHaveURL(addressOf(number));
  await expect(page.getByText("您评价过了：非常满意")).toBeVisible();
});

test("a rating whose answer was lost is found to have arrived", async ({ page, portal, complaints }) => {
  complaints.expect(/ERR_/);
  const number = await done(page, portal);
  await portal.fault(`POST /api/v1/applications/${number}/rating`, "drop_after_commit", 1);
  await page.getByRole("radio", { name: "非常满意" }).check();
  await send(page).click();
  await expect(page).toHaveURL(addressOf(number));
  await expect(page.getByText("您评价过了：非常满意")).toBeVisible();
});

test("what is under way is not rated", async ({ page, portal }) => {
  const { number } = await apply(page, portal);
  await page.goto(addressOf(number, "rating"));
  await expect(page.locator(".empty")).toContainText("还不能评价");
  await page.getByRole("link", { name: "看进度" }).click();
  await expect(page).toHaveURL(addressOf(number));
});
