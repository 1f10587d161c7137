// Addresses: every page can be reloaded, gone back from and linked; what leads nowhere says so.
import { answersOnPage } from "./support/fill.mjs";
import {
  answerStep,
  begin,
  beginAndWalkTo,
  draftId,
  goOn,
  planOf,
  registersAnswered,
  saved,
  signIn,
  started,
  stepOf,
} from "./support/steps.mjs";
import { signInAgain } from "./support/trouble.mjs";
import { expect, test } from "./support/test.mjs";

const food = planOf("food_business");
const record = planOf("criminal_record");

test("a reload at every page of a draft leads to the same place with the same answers", async ({ page, portal }) => {
  test.setTimeout(180_000);
  const item = await portal.item(food.item);
  const steps = [];
  await begin(page, portal, food);
  for (;;) {
    steps.push(stepOf(page));
    if (stepOf(page) !== "review") await answerStep(page, item, food);
    await saved(page);
    const [address, answers] = [page.url(), await answersOnPage(page)];
    await page.reload();
    await started(page);
    await expect(page).toHaveURL(address);
    // What was filled in when the page was opened anew stands in the card above; the answer is the same.
    await expect.poll(() => answersOnPage(page), { message: `after a reload of ${stepOf(page)}` }).toEqual(answers);
    if (stepOf(page) === "review") break;
    await goOn(page);
  }
  expect(steps).toEqual(
    expect.arrayContaining(["consent", "documents", "page/shop", "page/staff", "commitments", "review"]),
  );
});

test("back and forward at every page of a draft lead to the same answers", async ({ page, portal }) => {
  test.setTimeout(120_000);
  const item = await portal.item(record.item);
  await begin(page, portal, record);
  while (stepOf(page) !== "review") {
    await answerStep(page, item, record);
    const [address, answers] = [page.url(), await answersOnPage(page)];
    await goOn(page);
    await registersAnswered(page);
    const [next, after] = [page.url(), await answersOnPage(page)];
    await page.goBack();
    await expect(page).toHaveURL(address);
    await expect.poll(() => answersOnPage(page), { message: `back on ${address}` }).toEqual(answers);
    await page.goForward();
    await expect(page).toHaveURL(next);
    await expect.poll(() => answersOnPage(page), { message: `forward on ${next}` }).toEqual(after);
  }
});

test("going back from the first step leads to the guide and begins no second draft", async ({ page, portal }) => {
  await page.goto("/");
  await signIn(page, portal, record.person, `/item/${record.item}?who_asks=self&household_here=yes`);
  await page.getByRole("button", { name: "开始办理" }).locator("visible=true").click();
  await expect(page).toHaveURL(/\/consent$/);
  await page.goBack();
  await expect(page).toHaveURL(new RegExp(`/item/${record.item}`));
  await page.goto("/");
  await expect(page.locator(".resume")).toHaveCount(1);
});

const PUBLIC = {
  "/": "今天要办什么事？",
  "/search?q=%E9%AB%98%E9%BE%84": "找事项",
  "/departments": "按部门找",
  [`/item/${record.item}?who_asks=self&household_here=no`]: "无犯罪记录证明",
  "/sign-in?next=%2Fme": "先认一下您是谁",
  "/applications": "我的办件",
  "/me": "我的",
  "/help": "有什么不明白的？",
};

test("every public address opens by itself, and the tab is named after it", async ({ page }) => {
  for (const [address, heading] of Object.entries(PUBLIC)) {
    await page.goto(address);
    await expect(page.locator("main h1")).toHaveText(heading);
    await expect(page).toHaveTitle(`${heading} · 免证办`);
    await expect(page).toHaveURL(address);
  }
  const index = await (await page.request.get("/items/index.json")).json();
  for (const theme of index.themes) {
    await page.goto(`/theme/${theme.id}`);
    await expect(page.getByRole("heading", { level: 1, name: theme.name.zh })).toBeVisible();
    await expect(page.locator(".results__item")).toHaveCount(theme.count);
  }
});

test("a link to a draft that is opened in a new tab leads there after signing in", async ({
  page,
  context,
  portal,
}) => {
  await beginAndWalkTo(page, portal, record, "page/purpose");
  await page.getByText("考试报名", { exact: true }).click();
  await saved(page);
  const tab = await context.newPage();
  await tab.goto(page.url());
  await expect(tab.getByText("先登录，再接着填")).toBeVisible();
  await tab.getByRole("link", { name: "去登录" }).click();
  await signInAgain(tab, portal, record.person);
  await expect(tab).toHaveURL(page.url());
  await expect(tab.getByText("考试报名")).toBeVisible();
  await tab.getByRole("button", { name: "在这里继续填" }).click();
  await expect(tab.getByRole("radio", { name: "考试报名" })).toBeChecked();
});

test("what leads nowhere says so, with ways on", async ({ page, portal, complaints }) => {
  complaints.expect(/status of 404/);
  await begin(page, portal, record);
  const draft = draftId(page);
  const nowhere = {
    "/nonsense": "没找到",
    "/draft": "没找到",
    [`/draft/${draft}/page/unknown`]: "没找到",
    "/draft/unknown/review": "这份草稿不在这里",
    "/item/unknown": "没有这件事",
    "/theme/unknown": "没有这一类",
    "/applications/3699260000000000": "没有这份办件",
    "/receipt/3699260000000000": "没有这份办件",
  };
  for (const [address, words] of Object.entries(nowhere)) {
    await page.goto(address);
    await expect(page.locator("main")).toContainText(words);
    await expect(page.locator("main").locator("a.button").first()).toBeVisible();
  }
});

test("somebody else's draft is neither listed nor opened", async ({ page, portal }) => {
  await beginAndWalkTo(page, portal, record, "page/person");
  await saved(page);
  const address = page.url();
  await page.goto("/me");
  await page.getByRole("button", { name: "退出登录" }).click();
  await expect(page.getByRole("main").getByRole("link", { name: "登录" })).toBeVisible();
  await signIn(page, portal, "p-liuxm");
  await expect(page.locator(".themes")).toBeVisible();
  await expect(page.locator(".resume")).toHaveCount(0);
  await page.goto(address);
  await expect(page.getByText("这份草稿不在这里")).toBeVisible();
  await expect(page.locator("main")).not.toContainText("王");
});
