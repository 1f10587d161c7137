// The joint application filled in from its guide to its receipt, with the controls of every item.
import { violations } from "./support/axe.mjs";
import { beginAndWalkTo, planOf, readReceipt, submit } from "./support/steps.mjs";
import { expect, test } from "./support/test.mjs";

test("a firm in the park applies for water, power and gas at once, and follows three tracks", async ({ page, portal }) => {
  await beginAndWalkTo(page, portal, planOf("joint_factory"), "review");
  expect(await violations(page)).toEqual([]);
  await submit(page);
  const { number } = await readReceipt(page);
  expect(await portal.applications()).toHaveLength(1);
  await page.goto(`/applications/${number}`);
  await expect(page.locator("h1")).toHaveText("一件事，三条线");
  await expect(page.getByRole("columnheader")).toHaveText(["水", "电", "气"]);
});
