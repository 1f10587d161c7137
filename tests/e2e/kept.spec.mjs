// How long drafts are kept, and what is said about it: nothing is deleted but by a person.
import { beginAndWalkTo, planOf, saved, started } from "./support/steps.mjs";
import { expect, test } from "./support/test.mjs";

const plan = planOf("criminal_record");

/** A saved draft; then the page is on the home page, where the portal says that so many days have passed. */
async function after(page, portal, days) {
  await beginAndWalkTo(page, portal, plan, "page/purpose");
  await saved(page);
  await page.route("**/api/v1/time", async (route) => {
    const now = new Date(Date.now() + days * 86_400_000 + 1_000).toISOString().replace(/\.\d+Z$/, "Z");
    await route.fulfill({ json: { now } });
  });
  await page.goto("/");
  await started(page);
  await expect(page.locator(".resume")).toHaveCount(1);
}

test("a draft's age and size stand beside it", async ({ page, portal }) => {
  await after(page, portal, 0);
  await expect(page.locator("[data-age]")).toHaveText(/^今天 \d\d:\d\d 存的，占 \d+ KB$/);
});

test("that a draft expires is said from fourteen days before, and it can be kept", async ({ page, portal }) => {
  await after(page, portal, 80);
  await expect(page.locator(".resume")).toContainText("还有 10 天到期");
  await page.getByRole("button", { name: "再留 90 天" }).click();
  await expect(page.locator(".resume")).not.toContainText("到期");
});

test("a draft that has expired is asked about and stays until a person decides", async ({ page, portal }) => {
  await after(page, portal, 91);
  await expect(page.locator(".resume")).toContainText("到期了。要留着，还是删掉？");
  await page.getByRole("link", { name: /^接着填/ }).click();
  await expect(page).toHaveURL(/\/page\/purpose$/);
});

test("a device whose clock is a hundred days ahead expires nothing", async ({ page, portal, complaints }) => {
  complaints.expect(/ERR_FAILED/);
  await beginAndWalkTo(page, portal, plan, "page/purpose");
  await saved(page);
  await page.addInitScript(() => {
    const { now } = Date;
    Date.now = () => now() + 100 * 86_400_000;
  });
  await page.goto("/");
  await started(page);
  await expect(page.locator("[data-age]")).toContainText("存的");
  await expect(page.locator(".resume")).not.toContainText("到期");
  await page.route("**/api/v1/time", (route) => route.abort());
  await page.reload();
  await expect(page.locator(".resume")).toHaveCount(1);
  await expect(page.locator(".resume")).not.toContainText("到期");
});

test("that drafts were here and are gone is said, and only when it is so", async ({ page, portal }) => {
  await beginAndWalkTo(page, portal, plan, "page/purpose");
  await saved(page);
  await page.goto("/help");
  await started(page);
  await page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase("mianzheng");
        Object.assign(request, { onsuccess: resolve, onerror: reject, onblocked: () => {} });
      }),
  );
  await page.goto("/");
  await expect(page.getByText("这台设备上原来有 1 份草稿，现在没有了")).toBeVisible();
  await page.getByRole("button", { name: "知道了" }).click();
  await expect(page.getByText("现在没有了")).toHaveCount(0);
  await page.reload();
  await started(page);
  await expect(page.locator(".themes")).toBeVisible();
  await expect(page.getByText("现在没有了")).toHaveCount(0);
});

test("deleting the last draft is no loss to be told of", async ({ page, portal }) => {
  await after(page, portal, 0);
  const begun = page.locator(".resume");
  await begun.getByRole("button", { name: /^删掉/ }).click();
  await begun.getByRole("button", { name: /^真的删掉/ }).click();
  await expect(begun).toHaveCount(0);
  await page.reload();
  await started(page);
  await expect(page.locator(".themes")).toBeVisible();
  await expect(page.getByText("现在没有了")).toHaveCount(0);
});

test("the browser is asked to keep drafts at the first save, and its answer stands on the page 我的", async ({
  page,
  portal,
}) => {
  await page.addInitScript(() => {
    StorageManager.prototype.persist = async () => {
      sessionStorage.setItem("asked", "yes");
      return true;
    };
    StorageManager.prototype.persisted = async () => sessionStorage.getItem("asked") === "yes";
  });
  await page.goto("/me");
  await started(page);
  await expect(page.getByText("浏览器没有答应一直留着草稿")).toBeVisible();
  await beginAndWalkTo(page, portal, plan, "page/purpose");
  await saved(page);
  await page.goto("/me");
  await expect(page.getByText("浏览器答应了")).toBeVisible();
  await expect(page.getByText(/这台设备上有您的草稿 1 份，占 \d+ KB/)).toBeVisible();
});

test("in WebKit the seven days are said", async ({ page, portal }) => {
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, "vendor", { get: () => "Apple Computer, Inc." });
    StorageManager.prototype.persisted = async () => false;
  });
  await after(page, portal, 0);
  await expect(page.getByText("七天不打开免证办，这个浏览器可能清掉草稿")).toBeVisible();
});
