// Without a mouse: a whole item by the keyboard alone, and where the focus goes.
import { chooseByArrows, expectFocusSeen, pressOn, tabTo } from "./support/keyboard.mjs";
import {
  begin,
  beginAndWalkTo,
  mainButton,
  planOf,
  readReceipt,
  registersAnswered,
  signIn,
  started,
} from "./support/steps.mjs";
import { expect, test } from "./support/test.mjs";

const plan = planOf("criminal_record");
const PHONE = "13800003456";

/** A page was reached by a navigation: its heading has the focus. */
async function arriveAt(page, path) {
  await expect(page).toHaveURL(path);
  await expect(page.locator("main h1")).toBeFocused();
}

test("a whole item is done from the home page to the receipt by the keyboard alone", async ({ page, portal }) => {
  test.setTimeout(120_000);
  await page.goto("/");
  await started(page);
  await findByKeyboard(page);
  await signInByKeyboard(page, portal);
  await consentByKeyboard(page);
  await answerByKeyboard(page);
  await pressOn(page, page.locator("#declaration"), "Space");
  await pressOn(page, mainButton(page));
  await arriveAt(page, /\/receipt\/\d+$/);
  const { number } = await readReceipt(page);
  expect((await portal.applications("")).filter((application) => application.number === number)).toHaveLength(1);
});

async function findByKeyboard(page) {
  await tabTo(page, page.getByRole("searchbox", { name: "找事项" }));
  await page.keyboard.type("wfzjl");
  await pressOn(page, page.locator(".results__item").getByRole("link", { name: "无犯罪记录证明", exact: true }));
  await arriveAt(page, /\/item\//);
  await pressOn(page, page.locator("summary", { hasText: "换一种" }));
  const question = (name) => page.locator(".field", { hasText: name }).getByRole("radio");
  await chooseByArrows(page, question("户口在示范县吗？"), page.getByRole("radio", { name: "不是" }));
  await pressOn(page, page.getByRole("button", { name: "开始办理" }).locator("visible=true"));
}

async function signInByKeyboard(page, portal) {
  await arriveAt(page, /\/sign-in/);
  await tabTo(page, page.getByLabel("手机号"));
  await page.keyboard.type(PHONE);
  await pressOn(page, page.getByRole("button", { name: "发验证码" }));
  await expect(page.getByLabel("验证码")).toBeFocused();
  await page.keyboard.type(await portal.smsCode(PHONE));
  await page.keyboard.press("Enter");
  await arriveAt(page, /\/consent$/);
}

async function consentByKeyboard(page) {
  await pressOn(page, page.locator("#consent-resident_id_card"), "Space");
  await pressOn(page, page.getByRole("button", { name: "居住证或居住登记" }));
  await pressOn(page, page.locator("#consent-residence"), "Space");
  await pressOn(page, mainButton(page));
  await arriveAt(page, /\/documents$/);
  await registersAnswered(page);
  await pressOn(page, mainButton(page));
}

async function answerByKeyboard(page) {
  await arriveAt(page, /\/page\/person$/);
  await pressOn(page, mainButton(page));
  await arriveAt(page, /\/page\/living$/);
  await pressOn(page, mainButton(page));
  await arriveAt(page, /\/page\/purpose$/);
  const radios = page.locator('input[name="purpose"]');
  await chooseByArrows(page, radios, page.getByRole("radio", { name: "考试报名" }));
  await tabTo(page, page.getByLabel("交给哪个单位？"));
  await page.keyboard.type("Kaoshi zhongxin");
  await chooseByArrows(page, page.locator('input[name="many_this_year"]'), page.getByRole("radio", { name: "不是" }));
  await pressOn(page, mainButton(page));
  await arriveAt(page, /\/page\/earlier_homes$/);
  await pressOn(page, page.getByRole("button", { name: "添加住过的地方" }));
  await tabTo(page, page.getByLabel("哪个省、哪个市？"), { key: "Shift+Tab" });
  for (const text of ["Hangzhou", "2015", "9", "2023", "3"]) {
    await page.keyboard.type(text);
    await page.keyboard.press("Tab");
  }
  await pressOn(page, mainButton(page));
  await arriveAt(page, /\/page\/delivery$/);
  await chooseByArrows(
    page,
    page.locator('input[name="delivery_way"]'),
    page.getByRole("radio", { name: "只要电子的" }),
  );
  await pressOn(page, mainButton(page));
  await arriveAt(page, /\/review$/);
}

test("a failed continue puts the focus on the summary, and its links on the fields", async ({ page, portal }) => {
  await beginAndWalkTo(page, portal, planOf("old_age_allowance"), "page/contact");
  await mainButton(page).click();
  const summary = page.locator(".error-summary");
  await expect(summary).toBeFocused();
  await expect(page).toHaveTitle(/^有错：/);
  const links = await summary.getByRole("link").all();
  expect(links).toHaveLength(3);
  for (const link of links) {
    const field = page.locator(await link.getAttribute("href"));
    await pressOn(page, link);
    await expect(field).toBeFocused();
    await expectFocusSeen(page);
    await expect(field).toHaveAttribute("aria-invalid", "true");
    // The words of the summary stand at the field, and readers hear them there.
    await expect(field).toHaveAccessibleDescription(new RegExp(await link.innerText()));
    await tabTo(page, links.at(-1), { key: "Shift+Tab" });
  }
  // What is still wrong after some was mended is said anew.
  await page.getByLabel("紧急联系人").fill("刘小梅");
  await mainButton(page).click();
  await expect(summary).toBeFocused();
  await expect(summary.getByRole("link")).toHaveCount(2);
});

test("a consent that was not given is asked for by the summary, whose links lead into the cards", async ({
  page,
  portal,
}) => {
  await begin(page, portal, plan);
  await mainButton(page).click();
  const summary = page.locator(".error-summary");
  await expect(summary).toBeFocused();
  await summary.getByRole("link", { name: "居住证或居住登记" }).click();
  await expect(page.locator("#consent-residence")).toBeFocused();
});

test("the first stop of a page skips to its main part", async ({ page }) => {
  await page.goto("/help");
  await started(page);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "跳到正文" })).toBeFocused();
  await expectFocusSeen(page);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.querySelector("main").contains(document.activeElement))).toBe(true);
});

test("after each navigation the heading of the new page has the focus, forward and back", async ({ page, portal }) => {
  await signIn(page, portal, plan.person);
  const nav = page.getByRole("navigation", { name: "主要" }).locator("visible=true");
  for (const [link, path] of [
    ["我的办件", "/applications"],
    ["我的", "/me"],
    ["办事", "/"],
  ]) {
    await nav.getByRole("link", { name: link, exact: true }).click();
    await arriveAt(page, path);
  }
  await page.goBack();
  await arriveAt(page, "/me");
  await page.getByRole("link", { name: "帮助" }).click();
  await arriveAt(page, "/help");
});
