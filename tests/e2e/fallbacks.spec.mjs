// What cannot be fetched: every failure leads to the ways that the item names, and the item can be finished by them.
import {
  answerConsents,
  attach,
  begin,
  documentLine,
  goOn,
  planOf,
  readReceipt,
  registersAnswered,
  stepOf,
  submitAndHear,
  takeWay,
  walkTo,
  waysOf,
} from "./support/steps.mjs";
import { expect, test } from "./support/test.mjs";

/** 赵国强, whose records all have something wrong. */
const plan = planOf("old_age_allowance_in_trouble");
const FAILURES = {
  居民身份证: ["expired", /2月20日过期/],
  居民户口簿: ["not_found", /没查到/],
  社会保障卡: ["mismatch", /对不上/],
  生存状态核验: ["not_found", /没查到/],
};

/** The ways that the definition names for a failure of a document. */
const namedWays = (item, name, failure) =>
  item.documents
    .find((document) => document.name.zh === name)
    .fallbacks.filter(({ on }) => !on || on.includes(failure))
    .map(({ label }) => label.zh);

async function expectWays(page, item, name, failure, words) {
  await expect(documentLine(page, name).locator(".ledger__note")).toHaveText(words);
  for (const way of namedWays(item, name, failure))
    await expect(waysOf(page, name).getByRole("button", { name: way })).toBeVisible();
}

test("every document that fails says why and offers the ways that the item names", async ({ page, portal }) => {
  const item = await portal.item(plan.item);
  await begin(page, portal, plan);
  await walkTo(page, portal, plan, "documents");
  await registersAnswered(page);
  for (const name of ["居民身份证", "居民户口簿"]) await expectWays(page, item, name, ...FAILURES[name]);
  // Both checks need name and number, which no register supplied: they are asked once these are typed.
  await walkTo(page, portal, plan, "review");
  await page.getByRole("link", { name: "改材料" }).click();
  await registersAnswered(page);
  for (const name of ["社会保障卡", "生存状态核验"]) await expectWays(page, item, name, ...FAILURES[name]);
  await expect(documentLine(page, "社会保障卡")).toContainText("赵国墙");
});

test("with another way for each document the item is finished, and the department sees which", async ({
  page,
  portal,
}) => {
  await begin(page, portal, plan);
  await walkTo(page, portal, plan, "documents");
  await registersAnswered(page);
  await takeWay(page, "居民身份证", "先办，15个工作日内补交");
  await takeWay(page, "居民户口簿", "拍户口簿上传");
  await attach(page, { household_register: "户口簿.png" });
  await goOn(page);
  await walkTo(page, portal, plan, "review");
  await page.getByRole("link", { name: "改材料" }).click();
  await registersAnswered(page);
  await takeWay(page, "社会保障卡", "记录不对，请民政局去核实");
  await takeWay(page, "生存状态核验", "签一份承诺书");
  await goOn(page);
  expect(stepOf(page)).toBe("commitments");
  await walkTo(page, portal, plan, "review");
  const { documents } = JSON.parse(await submitAndHear(page));
  expect(documents).toMatchObject([
    { document: "resident_id_card", became: "deferred", failure: "expired" },
    { document: "household_register", became: "handed_in", failure: "not_found" },
    { document: "social_security_card", became: "department_asks", failure: "mismatch" },
    { document: "alive_check", became: "committed", failure: "not_found" },
    { document: "alive_certificate", became: "cancelled" },
  ]);
  const { number } = await readReceipt(page);
  expect(await portal.applications()).toMatchObject([{ number, person: plan.person }]);
});

test("a register that is down can be asked again when it is back, and what it holds is fetched", async ({
  page,
  portal,
}) => {
  const ligui = planOf("old_age_allowance");
  await portal.registerDown("household_register");
  await begin(page, portal, ligui);
  await answerConsents(page);
  await goOn(page);
  const item = await portal.item(ligui.item);
  await expectWays(page, item, "居民户口簿", "register_down", /现在连不上，不是您的问题/);
  await takeWay(page, "居民户口簿", "请乡镇去派出所核实");
  await expect(documentLine(page, "居民户口簿")).toContainText("收件部门自己去问");

  await portal.mend();
  await documentLine(page, "居民户口簿").getByRole("button", { name: "换个办法" }).click();
  await waysOf(page, "居民户口簿").getByRole("button", { name: "再取一次" }).click();
  await expect(documentLine(page, "居民户口簿")).toHaveAttribute("data-state", "done");
  await expect(documentLine(page, "居民户口簿")).toContainText("取到，长期有效");
});
