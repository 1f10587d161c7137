// 无犯罪记录证明, whole: decided at once.
import { beginAndWalkTo, planOf, readReceipt, submit } from "./support/steps.mjs";
import { expect, test } from "./support/test.mjs";

const plan = planOf("criminal_record");

test("the certificate is issued with the receipt, and stands in the applications as done", async ({ page, portal }) => {
  await beginAndWalkTo(page, portal, plan, "review");
  await submit(page);
  const { number, digest } = await readReceipt(page);
  const issued = page.getByRole("region", { name: "无犯罪记录证明" });
  await expect(issued).toContainText("王秀兰");
  await expect(issued).toContainText("未发现有犯罪记录");
  expect(await portal.applications()).toMatchObject([
    { number, digest, item: plan.item, person: plan.person, status: "done" },
  ]);

  await page.goto("/applications");
  await page.getByRole("link", { name: "无犯罪记录证明", exact: true }).click();
  await expect(page).toHaveURL(`/applications/${number}`);
  await expect(page.locator(".timeline")).toContainText("已开具");
  await expect(page.getByRole("region", { name: "无犯罪记录证明" })).toContainText("未发现有犯罪记录");
});
