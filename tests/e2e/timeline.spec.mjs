// After the submission: where an application stands, how the time counts, what is issued, what is news, and all of it
// from the last known state when the portal is away.
import { addressOf, apply } from "./support/after.mjs";
import { violations } from "./support/axe.mjs";
import { signIn, started } from "./support/steps.mjs";
import { expect, test } from "./support/test.mjs";

const clock = (page) => page.locator(".clock");
const READ = "GET /api/v1/applications";

/** Every state that a department can set, and what a citizen is told to do about it. */
const STATES = {
  returned: ["退回了", "再申请一次"],
  suspended: ["特别程序", "您不用做什么"],
  approved: ["批下来了", "您不用做什么"],
  done: ["办完了", "可以存下来"],
  not_approved: ["没通过", "行政复议"],
  not_accepted: ["不受理", "打电话问"],
  stopped: ["已终止", "重新申请"],
};

for (const [status, [name, words]] of Object.entries(STATES)) {
  test(`an application that is ${status} says so, and what to do`, async ({ page, portal }) => {
    const { number } = await apply(page, portal);
    await portal.decide(number, status, "经办人写的话。");
    await page.goto(addressOf(number));
    await expect(page.locator(".timeline__name").last()).toHaveText(name);
    await expect(page.locator(".timeline__note").last()).toContainText("经办人写的话");
    await expect(page.locator("main")).toContainText(words);
    expect(await violations(page)).toEqual([]);
  });
}

test("the clock counts working days, and stands still during a special procedure", async ({ page, portal }) => {
  const { number } = await apply(page, portal);
  await portal.advance(2);
  await page.goto(addressOf(number));
  await expect(clock(page)).toContainText("已用 2 天");
  await expect(page.locator('.clock__day[data-state="used"]')).toHaveCount(2);
  await portal.decide(number, "suspended", "请专家评审。");
  await portal.advance(3);
  await page.reload();
  await expect(clock(page)).toContainText("已暂停");
  await expect(clock(page)).toContainText("等的日子不算");
  await expect(page.locator('.clock__day[data-state="paused"]')).toHaveCount(3);
  await expect(page.locator(".next-steps")).toHaveCount(0);
  await portal.decide(number, "in_progress", "评审完了，接着办。");
  await page.reload();
  await expect(clock(page)).toContainText("已用 2 天");
  await expect(clock(page)).toContainText("最晚");
  await expect(page.locator('.clock__day[data-state="paused"]')).toHaveCount(3);
});

test("what was issued is kept only when it is what the department issued", async ({ page, portal }) => {
  const { number } = await apply(page, portal);
  await portal.decide(number, "done", "办好了。");
  await page.goto(addressOf(number));
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "存下来" }).click();
  expect((await saving).suggestedFilename()).toContain(number);
  await expect(page.getByText("一模一样，已存下来")).toBeVisible();
  await page.route("**/result/file", (route) => route.fulfill({ body: "别的内容" }));
  await page.getByRole("button", { name: "存下来" }).click();
  await expect(page.getByText("对不上，没有存")).toBeVisible();
});

test("a receipt can be held against what the portal keeps", async ({ page, portal }) => {
  const { number } = await apply(page, portal);
  await page.getByRole("button", { name: "核对一下有没有被改过" }).click();
  await expect(page.getByText("和您交的一模一样")).toBeVisible();
  await page.route(`**/applications/${number}/submission`, (route) => route.fulfill({ body: "{}" }));
  await page.getByRole("button", { name: "核对一下有没有被改过" }).click();
  await expect(page.getByText("部门那里的和您交的不一样")).toBeVisible();
});

test("home says what has moved until it was looked at", async ({ page, portal }) => {
  const { number } = await apply(page, portal);
  const news = page.locator("main .notice");
  await page.goto("/");
  await started(page);
  await expect(page.locator(".themes")).toBeVisible();
  await expect(news).toHaveCount(0);
  await portal.advance(1);
  await page.reload();
  await expect(news).toContainText("80周岁以上老年人高龄津贴发放”有新进展：正在办");
  await page.getByRole("link", { name: "去看看" }).click();
  await expect(page).toHaveURL(addressOf(number));
  await expect(page.locator("h1")).toBeFocused();
  await page.goto("/");
  await expect(page.locator(".themes")).toBeVisible();
  await expect(news).toHaveCount(0);
  await portal.askForSupplement(number);
  await page.reload();
  await expect(news).toContainText("要补交材料");
});

test("with the portal away list and progress show the last known state and its age", async ({
  page,
  portal,
  complaints,
}) => {
  complaints.expect(/status of 500/);
  const { number } = await apply(page, portal);
  await page.goto("/applications");
  await expect(page.locator(".application-card")).toHaveCount(1);
  await page.locator(".application-card__link").click();
  await expect(page.locator(".timeline__name")).toHaveText(["待受理"]);
  await portal.fault(READ, { status: 500 });
  await page.reload();
  await expect(page.locator("main .notice")).toContainText(/现在连不上，这是(刚才|\d+ 分钟前)的情况/);
  await expect(page.locator(".timeline__name")).toHaveText(["待受理"]);
  await page.goto("/applications");
  await expect(page.locator("main .notice")).toContainText("现在连不上，这是");
  await expect(page.locator(".application-card")).toHaveCount(1);
  expect(await violations(page)).toEqual([]);
  await portal.mend();
  await page.getByRole("button", { name: "再试一次" }).click();
  await expect(page.locator(".application-card")).toHaveCount(1);
  await expect(page.locator("main .notice")).toHaveCount(0);
});

test("nobody else sees the last known state", async ({ page, portal, complaints }) => {
  complaints.expect(/status of 500/);
  await apply(page, portal);
  await page.goto("/applications");
  await expect(page.locator(".application-card")).toHaveCount(1);
  await signIn(page, portal, "p-liuxm", "/me");
  await portal.fault(READ, { status: 500 });
  await page.goto("/applications");
  await expect(page.locator(".empty")).toContainText("现在连不上");
  await expect(page.locator(".application-card")).toHaveCount(0);
});
