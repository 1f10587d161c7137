// A Chinese input method: while it composes nothing is written back, and what it commits is what stands there.
import { focusedText, InputMethod, watchPage, whileComposing } from "./support/input_method.mjs";
import { answerConsents, begin, beginAndWalkTo, goOn, planOf, saved } from "./support/steps.mjs";
import { expect, test } from "./support/test.mjs";

const plan = planOf("criminal_record");

test("a save that completes in the middle leaves a composition alone, and what is committed is saved", async ({
  page,
  portal,
}) => {
  await beginAndWalkTo(page, portal, plan, "page/purpose");
  const receiver = page.getByLabel("交给哪个单位？");
  const method = await InputMethod.of(page);
  await saved(page);
  await watchPage(page);
  await receiver.focus();
  // The first word is being saved while the second is spelled.
  await method.commit("示范县");
  await method.spell("youeryuan");
  await expect.poll(() => whileComposing(page)).toContain("saved");
  expect(await focusedText(page)).toEqual({ text: "示范县youeryuan", caret: "示范县youeryuan".length });
  expect((await whileComposing(page)).filter((event) => event.startsWith("wrote"))).toEqual([]);

  await method.commit("幼儿园");
  expect(await focusedText(page)).toEqual({ text: "示范县幼儿园", caret: 6 });
  await saved(page);
  await page.reload();
  await expect(receiver).toHaveValue("示范县幼儿园");
});

test("what is only being composed is not saved", async ({ page, portal }) => {
  await beginAndWalkTo(page, portal, plan, "page/purpose");
  const receiver = page.getByLabel("交给哪个单位？");
  await receiver.fill("示范县");
  await saved(page);
  const method = await InputMethod.of(page);
  await watchPage(page);
  await receiver.press("End");
  await method.spell("yiyuan");
  expect(await whileComposing(page)).toEqual([]);
  await page.reload();
  await expect(receiver).toHaveValue("示范县");
});

test("a register that answers in the middle leaves a composition alone, and never overwrites what was committed", async ({
  page,
  portal,
}) => {
  await portal.fault("POST /api/v1/licences", { delay_ms: 4_000 }, 1);
  await begin(page, portal, plan);
  await answerConsents(page);
  const answered = page.waitForResponse("**/api/v1/licences");
  await goOn(page);
  await goOn(page);
  const name = page.getByLabel("姓名");
  const method = await InputMethod.of(page);
  await watchPage(page);
  await name.focus();
  await method.spell("wangx");
  await answered;
  // The line of the source under the field: the answer has reached the page.
  await expect(page.locator(".field", { has: name })).toContainText("居民身份证");
  await method.spell("wangxiulan");
  expect(await focusedText(page)).toEqual({ text: "wangxiulan", caret: 10 });
  expect((await whileComposing(page)).filter((event) => event.startsWith("wrote applicant_name"))).toEqual([]);

  await method.commit("王秀蓝");
  await expect(name).toHaveValue("王秀蓝");
  await expect(page.getByText(/登记的是\s*王秀兰，您改过。两个都会交/)).toBeVisible();
  await saved(page);
  await page.reload();
  await expect(page.getByLabel("姓名")).toHaveValue("王秀蓝");
});

test("a composition that is given up leaves what the register supplied", async ({ page, portal }) => {
  await portal.fault("POST /api/v1/licences", { delay_ms: 4_000 }, 1);
  await begin(page, portal, plan);
  await answerConsents(page);
  const answered = page.waitForResponse("**/api/v1/licences");
  await goOn(page);
  await goOn(page);
  const name = page.getByLabel("姓名");
  const method = await InputMethod.of(page);
  await name.focus();
  await method.spell("wang");
  await answered;
  await expect(page.locator(".field", { has: name })).toContainText("居民身份证");
  await method.compose("");
  await expect(name).toHaveValue("王秀兰");
});

/** Holds the program back until `release` is called. */
async function holdProgram(page) {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route("**/*_bg.wasm", async (route) => {
    await held;
    await route.continue();
  });
  return release;
}

test("what is typed before the program has arrived is kept, with its caret, and searched", async ({ page }) => {
  const release = await holdProgram(page);
  await page.goto("/", { waitUntil: "commit" });
  const box = page.getByRole("searchbox", { name: "找事项" });
  await box.click();
  await page.keyboard.type("gaolig");
  await page.keyboard.press("ArrowLeft");
  release();
  await expect(page.locator(".results__item").getByText("高龄津贴").first()).toBeVisible();
  await expect(box).toBeFocused();
  await page.keyboard.type("n");
  expect(await focusedText(page)).toEqual({ text: "gaoling", caret: 6 });
  await expect(page.locator(".results__item")).not.toHaveCount(0);
});

test("a composition that began before the program has arrived goes on, and what it commits is searched", async ({
  page,
}) => {
  const release = await holdProgram(page);
  const arrived = page.waitForResponse("**/*_bg.wasm");
  await page.goto("/", { waitUntil: "commit" });
  const box = page.getByRole("searchbox", { name: "找事项" });
  await box.click();
  const method = await InputMethod.of(page);
  await method.spell("gaol");
  release();
  await (await arrived).finished();
  await method.spell("gaoling");
  expect(await focusedText(page)).toEqual({ text: "gaoling", caret: 7 });
  await expect(page.locator("#frame")).toBeAttached();

  await method.commit("高龄");
  await expect(page.locator("#frame")).not.toBeAttached();
  await expect(box).toHaveValue("高龄");
  await expect(box).toBeFocused();
  await expect(page.locator(".results__item").getByRole("link", { name: "高龄津贴", exact: true })).toBeVisible();
});
