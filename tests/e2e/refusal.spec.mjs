// A citizen who consents to nothing: the questions come back, and every item can still be finished.
import {
  answerConsents,
  answerStep,
  attach,
  begin,
  documentLine,
  goOn,
  planOf,
  readReceipt,
  registersAnswered,
  stepOf,
  submit,
  takeWay,
} from "./support/steps.mjs";
import { expect, test } from "./support/test.mjs";

/** What is asked again, because no register may be asked. */
const ASKED_AGAIN = {
  old_age_allowance: ["applicant_name", "applicant_id", "household_address", "bank_account_number"],
  criminal_record: ["applicant_name", "applicant_id", "living_address"],
  food_business: ["enterprise_name", "enterprise_code", "enterprise_representative"],
};

for (const [name, questions] of Object.entries(ASKED_AGAIN)) {
  test(`who refuses every consent is asked instead and finishes: ${name}`, async ({ page, portal }) => {
    test.setTimeout(120_000);
    const plan = planOf(name);
    const item = await portal.item(plan.item);
    const asked = [];
    await begin(page, portal, plan);
    await answerConsents(page, false);
    await goOn(page);
    await takeAnotherWayForEach(page, item);
    await attach(page, plan.files ?? {});
    await goOn(page);
    while (stepOf(page) !== "review") {
      for (const id of questions) if (await page.locator(`input[id="${id}"]`).isVisible()) asked.push(id);
      await answerStep(page, item, plan);
      await goOn(page);
    }
    expect(asked).toEqual(questions);
    await submit(page);
    const { number } = await readReceipt(page);
    expect(await portal.applications()).toMatchObject([{ number, person: plan.person }]);
  });
}

/** Under every refused document the last way that the item names; what is to be uploaded is uploaded. */
async function takeAnotherWayForEach(page, item) {
  await registersAnswered(page);
  const refused = page.locator('.ledger__line[data-state="refused"]');
  while ((await refused.count()) > 0) {
    const name = await refused.first().locator(".ledger__name").innerText();
    const { id, fallbacks } = item.documents.find((document) => document.name.zh === name);
    const way = fallbacks.filter(({ on }) => !on || on.includes("refused")).at(-1);
    await takeWay(page, name, way.label.zh);
    if (way.way === "upload") await attach(page, { [id]: `${name}.png` });
    await expect(documentLine(page, name)).not.toHaveAttribute("data-state", "refused");
  }
}

test("a consent that was given is taken back at the portal, and the answers it brought go with it", async ({
  page,
  portal,
}) => {
  const plan = planOf("criminal_record");
  await begin(page, portal, plan);
  await answerConsents(page);
  await goOn(page);
  await registersAnswered(page);
  await page.getByRole("link", { name: "收回或改一改同意" }).click();
  const revoked = page.waitForResponse(
    (response) => response.request().method() === "DELETE" && /\/consents\//.test(response.url()),
  );
  await page.locator(".consent-card", { hasText: "居民身份证" }).getByText("自己交", { exact: true }).click();
  expect((await revoked).status()).toBe(204);
  await goOn(page);
  await expect(documentLine(page, "居民身份证")).toContainText("您选了自己交");
  await goOn(page);
  await expect(page.getByLabel("姓名")).toHaveValue("");
});
