// The portal in trouble: what a person is told, that nothing is lost, that it goes on, and that nothing is sent twice.
import {
  answerConsents,
  begin,
  beginAndWalkTo,
  declare,
  documentLine,
  goOn,
  mainButton,
  planOf,
  readReceipt,
  signIn,
  submit,
  walkTo,
  waysOf,
} from "./support/steps.mjs";
import { answerOnce, fillSignIn, pressSignIn, signInAgain } from "./support/trouble.mjs";
import { expect, test } from "./support/test.mjs";

const plan = planOf("criminal_record");
const SUBMIT = "POST /api/v1/applications";

/** What goes wrong, and how Chromium tells of it in the console. */
const ANSWERS = {
  // After a failed submission the key is asked for, and is not known.
  500: { kind: { status: 500 }, told: /status of (500|404)/ },
  401: { kind: { status: 401 }, told: /status of 401/ },
  "wrong JSON": { kind: "wrong_json", told: /^$/ },
};

for (const [name, answer] of Object.entries(ANSWERS)) {
  test.describe(`the portal answers ${name}`, () => {
    test.beforeEach(({ complaints }) => complaints.expect(answer.told));

    test("to the sign-in: it is said, the number is still there, and the next try succeeds", async ({
      page,
      portal,
    }) => {
      const words = name === "401" ? /没有登录上，请再试一次/ : /现在有故障，不是您的问题/;
      await page.goto("/sign-in?next=%2Fme");
      await fillSignIn(page, "p-liuxm");
      await answerOnce(page, "**/api/v1/sign-in/sms", answer.kind);
      await page.getByRole("button", { name: "登录", exact: true }).click();
      await expect(page.getByRole("alert")).toHaveText(words);
      await expect(page.getByLabel("手机号")).toHaveValue("13800005678");
      await pressSignIn(page, portal, "p-liuxm");
      await expect(page).toHaveURL("/me");
      await expect(page.getByRole("button", { name: "退出登录" })).toBeVisible();
    });

    test("to a submission: the application is made exactly once, and the receipt is shown", async ({
      page,
      portal,
    }) => {
      await portal.fault(SUBMIT, answer.kind, 1);
      await beginAndWalkTo(page, portal, plan, "review");
      await declare(page);
      await mainButton(page).click();
      if (name === "401") {
        await expect(page.getByRole("heading", { name: "登录过期了，还没有交出去" })).toBeVisible();
        await page.getByRole("link", { name: "重新登录，接着交" }).click();
        await signInAgain(page, portal, plan.person);
      }
      const { number } = await readReceipt(page);
      expect(await portal.applications()).toMatchObject([{ number }]);
    });

    test("to the list of applications: it is said, and the list is there once it is well again", async ({
      page,
      portal,
    }) => {
      await signIn(page, portal, plan.person);
      await portal.fault("GET /api/v1/applications", answer.kind);
      await page.getByRole("link", { name: "我的办件" }).click();
      await expect(page.locator(".empty")).toContainText(name === "401" ? "先登录，再看" : "现在连不上");
      await portal.mend();
      if (name === "401") {
        await page.getByRole("link", { name: "去登录" }).click();
        await signInAgain(page, portal, plan.person);
      } else {
        await page.getByRole("button", { name: "再试一次" }).click();
      }
      await expect(page.getByText("还没有办件")).toBeVisible();
    });
  });
}

test("without the list of items the home page says so, keeps what was typed, and finds once it is there", async ({
  page,
  complaints,
}) => {
  complaints.expect(/ERR_FAILED|integrity/);
  await page.route("**/items/index.json", (route) => route.abort());
  await page.goto("/");
  await expect(page.locator(".empty")).toContainText("现在连不上");
  await page.getByRole("searchbox", { name: "找事项" }).fill("gljt");
  await page.unroute("**/items/index.json");
  await page.getByRole("button", { name: "再试一次" }).click();
  await expect(page.locator(".results__item").getByRole("link", { name: "高龄津贴", exact: true })).toBeVisible();
  await expect(page.getByRole("searchbox", { name: "找事项" })).toHaveValue("gljt");
});

for (const route of ["POST /api/v1/consents", "POST /api/v1/licences"]) {
  for (const name of ["500", "wrong JSON"]) {
    test(`${route} is answered with ${name}: another way is offered, and asking again fetches it`, async ({
      page,
      portal,
      complaints,
    }) => {
      complaints.expect(ANSWERS[name].told);
      await portal.fault(route, ANSWERS[name].kind);
      await begin(page, portal, plan);
      await answerConsents(page);
      await goOn(page);
      await expect(documentLine(page, "居民身份证").locator(".ledger__note")).toContainText("现在连不上，不是您的问题");
      await expect(waysOf(page, "居民身份证").getByRole("button", { name: "拍身份证上传" })).toBeVisible();
      await portal.mend();
      await waysOf(page, "居民身份证").getByRole("button", { name: "再取一次" }).click();
      await expect(documentLine(page, "居民身份证")).toHaveAttribute("data-state", "done");
    });
  }

  test(`${route} is answered with 401: who signs in again is where they were, and it is fetched`, async ({
    page,
    portal,
    complaints,
  }) => {
    complaints.expect(/status of 401/);
    await begin(page, portal, plan);
    await answerConsents(page);
    await portal.fault(route, { status: 401 });
    await goOn(page);
    const documents = page.url();
    const notice = page.getByRole("status").filter({ hasText: "登录过期了，填的都还在" });
    await expect(notice).toBeVisible();
    await portal.mend();
    await notice.getByRole("link", { name: "重新登录，接着办" }).click();
    await signInAgain(page, portal, plan.person);
    await expect(page).toHaveURL(documents);
    await expect(documentLine(page, "居民身份证")).toHaveAttribute("data-state", "done");
    await walkTo(page, portal, plan, "review");
    await submit(page);
    expect(await portal.applications()).toHaveLength(1);
  });
}

for (const kind of ["drop_after_commit", "reset"]) {
  test(`an answer that is lost (${kind}) leaves exactly one application, and its receipt is shown`, async ({
    page,
    portal,
    complaints,
  }) => {
    complaints.expect(/ERR_|status of 404/);
    await portal.fault(SUBMIT, kind, 1);
    await beginAndWalkTo(page, portal, plan, "review");
    await submit(page);
    const { number } = await readReceipt(page);
    expect(await portal.applications()).toMatchObject([{ number }]);
  });
}

test("a portal that stays away is told of at once, nothing is lost, and it goes on by itself or at a press", async ({
  page,
  portal,
  complaints,
}) => {
  complaints.expect(/status of (500|404)/);
  await beginAndWalkTo(page, portal, plan, "review");
  await portal.fault(SUBMIT, { status: 500 });
  await declare(page);
  await mainButton(page).click();
  const standing = page.locator("[data-submission]");
  await expect(standing).toContainText("自动再", { timeout: 4_000 });
  await expect(standing).toContainText(/填的都还在|不用再交/);
  expect(await portal.applications()).toEqual([]);
  await portal.mend();
  await page.getByRole("button", { name: "现在就试一次" }).click();
  await expect(page).toHaveURL(/\/receipt\//);
  expect(await portal.applications()).toHaveLength(1);
});

test("pressing again and again while it is sent makes one application", async ({ page, portal }) => {
  await portal.fault(SUBMIT, { delay_ms: 1_000 }, 1);
  await beginAndWalkTo(page, portal, plan, "review");
  await declare(page);
  // Faster than any finger: the button goes with the first press.
  await mainButton(page).evaluate((button) => {
    for (let press = 0; press < 6; press += 1) button.click();
  });
  await expect(page).toHaveURL(/\/receipt\//);
  expect(await portal.applications()).toHaveLength(1);
});

test("a submission that was under way when the browser was closed is found out about, not sent again", async ({
  page,
  portal,
  complaints,
}) => {
  complaints.expect(/ERR_/);
  await beginAndWalkTo(page, portal, plan, "review");
  await portal.fault(SUBMIT, "drop_after_commit", 1);
  // The first question what became of it gets no answer either.
  await page.route("**/by-key/**", () => {}, { times: 1 });
  const asking = page.waitForRequest("**/by-key/**");
  await declare(page);
  await mainButton(page).click();
  await asking;
  await expect(page.getByRole("heading", { name: "不确定收到没有，正在替您查" })).toBeVisible();
  const [{ number }] = await portal.applications();
  await page.reload();
  await expect(page).toHaveURL(`/receipt/${number}`);
  await readReceipt(page);
  expect(await portal.applications()).toHaveLength(1);
});
