// After the submission: the receipt stays, on the screen and on paper, and the progress says what the department did.
import { apply, plan } from "./support/after.mjs";
import { readReceipt, signIn } from "./support/steps.mjs";
import { expect, test } from "./support/test.mjs";

test("the receipt on paper holds number, whole digest and the source of every document", async ({ page, portal }) => {
  const { number, digest } = await apply(page, portal);
  await page.emulateMedia({ media: "print" });
  const paper = page.locator(".print-receipt");
  await expect(paper).toBeVisible();
  await expect(page.locator(".ticket")).toBeHidden();
  await expect(page.locator(".foot, .topbar").locator("visible=true")).toHaveCount(0);
  for (const words of [number, digest, "80周岁以上老年人高龄津贴发放", "应交 5 − 已免 5 = 已交 0"])
    await expect(paper).toContainText(words);
  const item = await portal.item(plan.item);
  for (const name of ["居民身份证", "居民户口簿", "社会保障卡", "生存状态核验", "健在（生存）证明"]) {
    expect(item.documents.map((document) => document.name.zh)).toContain(name);
    await expect(paper.getByRole("rowheader", { name, includeHidden: true })).toBeVisible();
  }
});

test("a receipt is there again after a reload and for its owner alone", async ({ page, portal, complaints }) => {
  complaints.expect(/status of 404/);
  const receipt = await apply(page, portal);
  const address = page.url();
  await page.reload();
  expect(await readReceipt(page)).toEqual(receipt);
  await signIn(page, portal, "p-liuxm", "/me");
  await page.goto(address);
  await expect(page.getByText("没有这份办件")).toBeVisible();
});

test("the list says where each application stands, and what waits for the citizen comes first", async ({
  page,
  portal,
}) => {
  const { number } = await apply(page, portal);
  const heading = (name) => page.getByRole("heading", { level: 2, name });
  await page.goto("/applications");
  await expect(heading("正在办 1")).toBeVisible();
  await expect(page.locator(".application-card")).toContainText("待受理");
  await portal.advance(1);
  await page.reload();
  await expect(page.locator(".application-card")).toContainText("正在办");
  await portal.askForSupplement(number);
  await page.reload();
  await expect(heading("要您处理 1")).toBeVisible();
  await page.locator(".application-card__link").click();
  await expect(page.locator(".notice")).toContainText("补交");
  await expect(page.locator(".timeline__name")).toHaveText(["待受理", "正在办", "等您补交"]);
});
