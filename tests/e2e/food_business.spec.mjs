// 食品经营许可, whole: a company opens a restaurant in its own premises.
import { beginAndWalkTo, planOf, readReceipt, submitAndHear } from "./support/steps.mjs";
import { expect, test } from "./support/test.mjs";

const plan = planOf("food_business");

test("a company applies with situations, staff, a signed commitment and a floor plan, and gets a receipt", async ({
  page,
  portal,
}) => {
  test.setTimeout(120_000);
  await beginAndWalkTo(page, portal, plan, "review");
  await expect(page.getByText("材料齐了")).toBeVisible();
  await expect(page.locator(".summary-list__row").filter({ hasText: "从业人员 2：姓名" })).toContainText("王秀兰");

  const payload = JSON.parse(await submitAndHear(page));
  const { number, digest } = await readReceipt(page);

  expect(await portal.applications()).toMatchObject([{ number, digest, item: plan.item, person: plan.person }]);
  expect(payload.enterprise).toBe(plan.answers.enterprise_code);
  expect(payload.commitments).toMatchObject([{ commitment: "safety_rules", signed_name: plan.signature }]);
  const became = Object.fromEntries(payload.documents.map((document) => [document.document, document.became]));
  expect(became).toEqual({
    floor_plan: "handed_in",
    business_licence: "fetched",
    representative_id_card: "fetched",
    premises_certificate: "fetched",
    health_certificates: "cancelled",
    safety_rules: "committed",
    equipment_list: "cancelled",
  });
  const workers = payload.pages.flatMap((page) => page.answers).find(({ question }) => question === "workers");
  expect(workers.rows.map((row) => row.answers[0].value.text)).toEqual(["刘小梅", "王秀兰"]);
});
