// 高龄津贴, whole: an old woman finds it, is told what she need not bring, and finishes it in two sittings.
import { createHash } from "node:crypto";
import { openProfile } from "./support/profile.mjs";
import {
  answerConsents,
  draftId,
  find,
  goOn,
  planOf,
  readReceipt,
  registersAnswered,
  saved,
  submitAndHear,
  walkTo,
} from "./support/steps.mjs";
import { expect, test } from "./support/test.mjs";

const plan = planOf("old_age_allowance");
const PHONE = "13800001234";

for (const words of ["gljt", "gaoling", "高龄"]) {
  test(`the allowance is found by ${words}`, async ({ page }) => {
    await page.goto("/");
    await find(page, words, "高龄津贴");
    await expect(page).toHaveURL((url) => url.pathname === `/item/${plan.item}`);
    await expect(page.getByRole("heading", { level: 1, name: "高龄津贴" })).toBeVisible();
  });
}

test("the guide names every waived document with its reason, and the sum", async ({ page, portal }) => {
  const item = await portal.item(plan.item);
  await page.goto(`/item/${plan.item}?${new URLSearchParams(plan.situation)}`);
  const reasons = {
    居民身份证: ["电子证照", "县公安局"],
    居民户口簿: ["电子证照", "县公安局"],
    社会保障卡: ["数据核验", "县人力资源和社会保障局"],
    生存状态核验: ["数据核验", "县公安局"],
    "健在（生存）证明": ["直接取消", "不用村里开证明了"],
  };
  await expect(page.locator(".ledger-table__line")).toHaveCount(Object.keys(reasons).length);
  for (const [name, [kind, from]] of Object.entries(reasons)) {
    const row = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });
    await expect(row).toContainText(kind);
    await expect(row).toContainText(from);
    const { basis } = item.documents.find((document) => document.name.zh === name);
    await expect(row).toContainText(basis.regulation);
  }
  await expect(page.getByText("应交 5 份，免交 5 份，不用带材料").first()).toBeAttached();
});

test("a citizen of 82 finds it, consents, is filled in for, goes away, comes back and gets a receipt", async ({
  portal,
  complaints,
}, info) => {
  test.setTimeout(120_000);
  const before = (await portal.applications("")).length;
  const folder = info.outputPath("profile");
  const first = await openProfile(folder, complaints, info);
  const address = await firstSitting(first.page, portal);
  await first.context.close();

  const second = await openProfile(folder, complaints, info);
  const sent = await secondSitting(second.page, portal, address);
  const receipt = await readReceipt(second.page);
  await second.context.close();

  expect(receipt.queryCode).toMatch(/^[A-Z0-9]{6}$/);
  expect(receipt.digest).toBe(createHash("sha256").update(sent).digest("hex"));
  const stored = (await portal.applications("")).filter(({ number }) => number === receipt.number);
  expect(stored).toMatchObject([{ item: plan.item, person: plan.person, digest: receipt.digest }]);
  expect(await portal.applications("")).toHaveLength(before + 1);
});

/** From the search to the page of the emergency contact, where she is called away in the middle of a number. */
async function firstSitting(page, portal) {
  await page.goto("/");
  await find(page, "gljt", "高龄津贴");
  await chooseSituation(page);
  await page.getByRole("button", { name: "开始办理" }).locator("visible=true").click();
  await signInBySms(page, portal);
  await expect(page).toHaveURL(/\/consent$/);
  await answerConsents(page);
  await goOn(page);
  await registersAnswered(page);
  await goOn(page);
  await expectFilledIn(page, "姓名", "李桂英", "居民身份证");
  await expectFilledIn(page, "身份证号", /^3\*+8$/, "居民身份证");
  await goOn(page);
  await page.getByText("一个人住", { exact: true }).click();
  await goOn(page);
  await expectFilledIn(page, "银行卡号或账号", /\*0127$/, "社会保障卡及银行账户");
  await goOn(page);
  await page.getByLabel("紧急联系人").fill("刘小梅");
  await page.getByLabel("他的电话").fill("1380000");
  await saved(page);
  return page.url();
}

/** From the draft on the home page to the receipt. Returns what was sent, byte for byte. */
async function secondSitting(page, portal, address) {
  await page.goto("/");
  // Whoever opens the phone sees that something was begun, and only she sees what.
  await page.getByRole("link", { name: "登录以后接着办" }).click();
  await signInBySms(page, portal);
  const begun = page.locator(".resume").filter({ hasText: "高龄津贴" });
  await expect(begun).toContainText("已保存在本机");
  await begun.getByRole("link", { name: "接着填第 6 步" }).click();
  await expect(page).toHaveURL(address);
  await expect(page.getByLabel("紧急联系人")).toHaveValue("刘小梅");
  await expect(page.getByLabel("他的电话")).toHaveValue("1380000");
  await walkTo(page, portal, plan, "review");
  expect(draftId(page)).toBe(address.split("/")[4]);
  return submitAndHear(page);
}

async function chooseSituation(page) {
  await page.getByText("换一种").click();
  for (const label of ["头一次申请", "我自己"])
    await page.locator(".choice__title").getByText(label, { exact: true }).click();
}

async function signInBySms(page, portal) {
  await page.getByLabel("手机号").fill(PHONE);
  await page.getByRole("button", { name: "发验证码" }).click();
  await expect(page.getByText("验证码发出去了")).toBeVisible();
  await page.getByLabel("验证码").fill(await portal.smsCode(PHONE));
  await page.getByRole("button", { name: "登录", exact: true }).click();
}

/** A prefilled answer, its source, and the way to say that it is wrong. */
async function expectFilledIn(page, label, value, source) {
  const line = page
    .locator(".prefilled__line")
    .filter({ has: page.locator(".prefilled__label").getByText(label, { exact: true }) });
  await expect(line.locator(".prefilled__value")).toHaveText(value);
  await expect(line.locator(".prefilled__source")).toContainText(source);
  await expect(line.getByRole("button", { name: "不对？" })).toBeVisible();
}
