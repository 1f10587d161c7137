// The position of a site: taken from the device after a press, or written, or left out. It is in nobody's way.
import { violations } from "./support/axe.mjs";
import { beginAndWalkTo, planOf, readReceipt, saved, submit, submitAndHear, walkTo } from "./support/steps.mjs";
import { expect, test } from "./support/test.mjs";

const plan = planOf("joint_factory");
const WORDS = "北纬36.651216度，东经117.120083度，误差约25米";

const field = (page) => page.locator("input#site_position");
const ask = (page) => page.getByRole("button", { name: "用这台设备定位" });

/** What was sent for it. */
const sentPosition = (body) =>
  JSON.parse(body)
    .pages.flatMap((page) => page.answers)
    .find((answer) => answer.question === "site_position");

test.describe("a device that may be asked", () => {
  test.use({ geolocation: { latitude: 36.651216, longitude: 117.120083, accuracy: 25 }, permissions: ["geolocation"] });

  test("its position is taken after a press, said in words, kept and sent with its exactness", async ({ page, portal }) => {
    await beginAndWalkTo(page, portal, plan, "page/site");
    await expect(field(page)).toHaveValue("");
    await expect(page.getByText("点了以后浏览器会问您，您同意才取，只取这一次")).toBeVisible();
    await ask(page).click();
    await expect(page.getByText(WORDS)).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await saved(page);
    await page.reload();
    await expect(field(page)).toHaveValue("36.651216,117.120083±25");
    await walkTo(page, portal, plan, "review");
    await expect(page.locator(".summary-list__row", { hasText: "定位" })).toContainText(WORDS);
    const sent = sentPosition(await submitAndHear(page));
    expect(sent).toMatchObject({ value: { text: "36.651216,117.120083±25" }, shown: WORDS, provenance: { from: "citizen" } });
  });
});

test("a device that may not be asked holds nothing up, and says what can be done", async ({ page, portal }) => {
  await beginAndWalkTo(page, portal, plan, "page/site");
  await ask(page).click();
  await expect(page.getByText("没有同意定位，不填也能办")).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await walkTo(page, portal, plan, "review");
  expect(sentPosition(await submitAndHear(page)).value).toBeUndefined();
  await readReceipt(page);
});

test("a point that is written is put in order and said in words; what is none is said, and may be left out", async ({ page, portal }) => {
  await beginAndWalkTo(page, portal, plan, "page/site");
  await field(page).fill("117.120083， 36.651216");
  await page.locator("h1").click();
  await expect(field(page)).toHaveValue("36.651216,117.120083");
  await expect(page.getByText("北纬36.651216度，东经117.120083度", { exact: true })).toBeVisible();
  await field(page).fill("村口");
  await field(page).press("Tab");
  await page.locator(".foot button[data-kind=main]").click();
  await expect(page.locator(".error-summary")).toContainText("定位写两个数，中间一个逗号");
  await field(page).fill("");
  await walkTo(page, portal, plan, "review");
  await submit(page);
});

test("what is written while the device is asked stays", async ({ page, portal }) => {
  await page.addInitScript(() => {
    navigator.geolocation.getCurrentPosition = (found) => {
      window.answerAtLast = () => found({ coords: { latitude: 1, longitude: 2, accuracy: 3 } });
    };
  });
  await beginAndWalkTo(page, portal, plan, "page/site");
  await ask(page).click();
  await expect(page.getByRole("button", { name: "正在定位，可以先填别的" })).toBeVisible();
  await field(page).fill("36.65,117.12");
  await page.evaluate(() => window.answerAtLast());
  await expect(page.getByText("您自己写了，就用您写的")).toBeVisible();
  await expect(field(page)).toHaveValue("36.65,117.12");
});

test("the press by which a field is left counts, also where leaving it says something or takes it back", async ({ page, portal }) => {
  await beginAndWalkTo(page, portal, plan, "page/site");
  const next = page.locator(".foot button[data-kind=main]");
  const summary = page.locator(".error-summary");
  const line = summary.getByText(/^定位写两个数/);
  await field(page).fill("村口");
  await next.click();
  await expect(line).toBeVisible();
  await field(page).fill("");
  await next.click();
  await expect(line).toHaveCount(0);
  await expect(summary).toBeVisible();
});
