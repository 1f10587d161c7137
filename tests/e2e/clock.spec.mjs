// The device's clock is wrong by a day, or jumps: nothing expires, nothing changes its order, nothing is sent too often.
import { beginAndWalkTo, declare, draftId, mainButton, planOf, readReceipt, saved, started } from "./support/steps.mjs";
import { expect, test } from "./support/test.mjs";

const plan = planOf("criminal_record");
const allowance = { ...planOf("old_age_allowance"), person: plan.person };
const DAY_MS = 86_400_000;

/** Sets the device's clock by an offset that the test can change; timers and the page's own time run on. */
async function wrongClock(page, offset_ms) {
  await page.addInitScript((offset) => {
    const { now } = Date;
    window.offset_ms = Number(sessionStorage.getItem("test-offset") ?? offset);
    Date.now = () => now() + window.offset_ms;
  }, offset_ms);
}

const jump = (page, offset_ms) =>
  page.evaluate((offset) => {
    window.offset_ms = offset;
    sessionStorage.setItem("test-offset", String(offset));
  }, offset_ms);

for (const offset_ms of [DAY_MS, -DAY_MS]) {
  test(`with a clock that is wrong by ${offset_ms / DAY_MS} day it is saved and received by the portal's time`, async ({
    page,
    portal,
  }) => {
    await wrongClock(page, offset_ms);
    await beginAndWalkTo(page, portal, plan, "page/purpose");
    await saved(page);
    const shown = await page.locator(".save-state time").innerText();
    const [hours, minutes] = shown.split(":").map(Number);
    const china = new Date(Date.now() + 8 * 3_600_000);
    const apart = Math.abs(hours * 60 + minutes - (china.getUTCHours() * 60 + china.getUTCMinutes()));
    expect(Math.min(apart, 1_440 - apart)).toBeLessThanOrEqual(2);
  });
}

test("a clock that jumps while one works changes the order of nothing", async ({ page, portal }) => {
  await wrongClock(page, 0);
  await beginAndWalkTo(page, portal, plan, "page/purpose");
  await saved(page);
  await jump(page, -DAY_MS);
  await beginAndWalkTo(page, portal, allowance, "documents");
  await saved(page);
  await page.goto("/");
  await started(page);
  await expect(page.locator(".resume__name")).toHaveText(["高龄津贴", "无犯罪记录证明"]);
});

test("a clock that jumps while something waits to be sent sends it once and not in haste", async ({
  page,
  portal,
  complaints,
}) => {
  complaints.expect(/status of (500|404)/);
  await wrongClock(page, 0);
  await beginAndWalkTo(page, portal, plan, "review");
  await portal.fault("POST /api/v1/applications", { status: 500 });
  let requests = 0;
  page.on("request", (request) => {
    if (/\/applications/.test(request.url())) requests += 1;
  });
  await declare(page);
  await mainButton(page).click();
  await expect(page.locator("[data-submission]")).toContainText("自动再");
  for (const offset of [DAY_MS, -DAY_MS, 0]) {
    await jump(page, offset);
    await page.reload();
    await expect(page.locator("[data-submission]")).toContainText("自动再");
  }
  expect(requests).toBeLessThan(20);
  await portal.mend();
  await page.getByRole("button", { name: "现在就试一次" }).click();
  const { number } = await readReceipt(page);
  expect(await portal.applications()).toMatchObject([{ number }]);
});

test("a clock that jumps between two sessions without a network neither expires a draft nor changes their order", async ({
  page,
  portal,
  complaints,
}) => {
  complaints.expect(/ERR_FAILED/);
  await wrongClock(page, 0);
  const drafts = [];
  for (const count of [0, 1, 2]) {
    await beginAndWalkTo(page, portal, plan, "page/purpose");
    await saved(page);
    drafts[count] = draftId(page);
  }
  /** Works on a draft, and looks at home, where the last one stands first and none expires. */
  const work = async (id, ...order) => {
    await page.goto(`/draft/${id}/page/purpose`);
    await page.getByLabel("交给哪个单位？").fill(`示范县第${order.indexOf(id)}幼儿园 ${order.length}`);
    await saved(page);
    await stand(...order);
  };
  const stand = async (...order) => {
    await page.goto("/");
    await started(page);
    await expect(page.locator("article.resume")).toHaveCount(order.length);
    const shown = page.locator("article.resume").evaluateAll((all) => all.map((one) => one.getAttribute("aria-labelledby")));
    expect(await shown).toEqual(order.map((id) => `draft-${id}`));
    await expect(page.locator("main")).not.toContainText("到期");
  };
  const [first, second, third] = drafts;
  const offline = (route) => route.abort();
  await page.route("**/api/**", offline);
  await jump(page, 200 * DAY_MS);
  await work(first, first, third, second);
  await jump(page, -200 * DAY_MS);
  await work(second, second, first, third);
  await page.unroute("**/api/**", offline);
  const heard = page.waitForResponse("**/api/v1/time");
  await stand(second, first, third);
  await heard;
  await expect(page.locator("[data-age]").first()).toContainText("今天");
  await stand(second, first, third);
});
