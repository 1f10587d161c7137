// Drafts: what is said about saving is true, and what was begun is listed, resumed and deleted.
import { openProfile } from "./support/profile.mjs";
import {
  begin,
  beginAndWalkTo,
  planOf,
  saved,
  signIn,
  started,
  submit,
} from "./support/steps.mjs";
import { expect, test } from "./support/test.mjs";

const record = planOf("criminal_record");
const allowance = planOf("old_age_allowance");

test("it is called saved only after it is, and a reload then has it", async ({ page, portal }) => {
  await beginAndWalkTo(page, portal, record, "page/purpose");
  await saved(page);
  await page.evaluate(() => {
    window.log = [];
    const state = document.querySelector(".save-state");
    new MutationObserver(() => window.log.push(`${state.dataset.state} ${state.textContent}`)).observe(state, {
      attributes: true,
      subtree: true,
      childList: true,
    });
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (...how) {
      const begun = transaction.apply(this, how);
      // Listened to before the program can, so that this is noted first.
      if (begun.mode === "readwrite")
        begun.addEventListener("complete", () => window.log.push(`durable ${begun.durability}`));
      return begun;
    };
  });
  await page.getByLabel("交给哪个单位？").pressSequentially("示范县第一幼儿园");
  await expect.poll(() => page.evaluate(() => window.log.at(-1))).toMatch(/^saved 已保存/);
  const log = await page.evaluate(() => window.log.map((event) => event.split(" ")[0]));
  expect(log[0]).toBe("saving");
  expect(log.indexOf("durable")).toBeGreaterThan(log.indexOf("saving"));
  expect(log.indexOf("saved")).toBeGreaterThan(log.indexOf("durable"));
  expect(await page.evaluate(() => window.log)).toContain("durable strict");
  await page.reload();
  await expect(page.getByLabel("交给哪个单位？")).toHaveValue("示范县第一幼儿园");
});

test("somebody who types without a pause is saved all the while", async ({ page, portal }) => {
  await beginAndWalkTo(page, portal, record, "page/purpose");
  await saved(page);
  await watchSaves(page);
  const receiver = page.getByLabel("交给哪个单位？");
  await receiver.focus();
  // A save that waits for a pause would never come: there is none until two saves were seen.
  let keys = 0;
  while ((await page.evaluate(() => window.saves)) < 2 && keys < 200) {
    await page.keyboard.press("a");
    keys += 1;
  }
  expect(keys).toBeLessThan(200);
});

test("what was typed is stored when the page is hidden, without waiting", async ({ page, portal }) => {
  await beginAndWalkTo(page, portal, record, "page/purpose");
  await saved(page);
  await watchSaves(page);
  // No timer comes to its end any more, as in a page that is put away.
  await page.evaluate(() => {
    window.setTimeout = () => 0;
  });
  await page.getByLabel("交给哪个单位？").fill("示范县第一幼儿园");
  expect(await page.evaluate(() => window.saves)).toBe(0);
  await page.evaluate(() => {
    Object.defineProperty(document, "hidden", { configurable: true, value: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await expect.poll(() => page.evaluate(() => window.saves)).toBe(1);
  await page.reload();
  await expect(page.getByLabel("交给哪个单位？")).toHaveValue("示范县第一幼儿园");
});

/** Counts in the page, as `window.saves`, the transactions that are durable. */
const watchSaves = (page) =>
  page.evaluate(() => {
    window.saves = 0;
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (...how) {
      const begun = transaction.apply(this, how);
      if (begun.mode === "readwrite") begun.addEventListener("complete", () => (window.saves += 1));
      return begun;
    };
  });

test("a save that fails is said and kept trying, and a press on 重试 saves once it works again", async ({
  page,
  portal,
  complaints,
}) => {
  complaints.expect(/QuotaExceeded/);
  await beginAndWalkTo(page, portal, record, "page/purpose");
  await saved(page);
  await page.evaluate(() => {
    const { put } = IDBObjectStore.prototype;
    window.broken = true;
    IDBObjectStore.prototype.put = function (...record) {
      if (window.broken) throw new DOMException("no room", "QuotaExceededError");
      return put.apply(this, record);
    };
  });
  await page.getByText("考试报名", { exact: true }).click();
  const state = page.locator(".save-state");
  await expect(state).toHaveAttribute("data-state", "failed");
  await expect(state).toContainText("没存上");
  await page.evaluate(() => (window.broken = false));
  await state.getByRole("button", { name: "重试" }).click();
  await saved(page);
  await page.reload();
  await expect(page.getByRole("radio", { name: "考试报名" })).toBeChecked();
});

test("a press on 开始办理 that is made twice begins one draft", async ({ page, portal }) => {
  await signIn(page, portal, record.person, `/item/${record.item}?who_asks=self&household_here=yes`);
  await page.getByRole("button", { name: "开始办理" }).locator("visible=true").dblclick();
  await expect(page).toHaveURL(/\/consent$/);
  await page.goto("/");
  await started(page);
  await expect(page.locator(".resume")).toHaveCount(1);
});

test("two drafts are listed, the last one first, and each goes on where it was left", async ({ page, portal }) => {
  await beginAndWalkTo(page, portal, record, "page/purpose");
  await saved(page);
  await beginAndWalkTo(page, portal, { ...allowance, person: record.person }, "documents");
  await saved(page);
  await page.goto("/");
  await expect(page.locator(".resume__name")).toHaveText(["高龄津贴", "无犯罪记录证明"]);
  await page
    .locator(".resume")
    .nth(1)
    .getByRole("link", { name: /^接着填第 \d 步/ })
    .click();
  await expect(page).toHaveURL(/\/page\/purpose$/);
});

test("a draft is deleted on the second press, and nothing of it stays on the device", async ({ page, portal }) => {
  await beginAndWalkTo(page, portal, record, "page/purpose");
  await saved(page);
  const address = page.url();
  await page.goto("/");
  const begun = page.locator(".resume");
  await begun.getByRole("button", { name: /^删掉/ }).click();
  await expect(begun).toHaveCount(1);
  await begun.getByRole("button", { name: /^真的删掉/ }).click();
  await expect(begun).toHaveCount(0);
  await expect(page.getByRole("status").filter({ hasText: "草稿删掉了" })).toBeAttached();
  expect(await storedRecords(page)).not.toContain(record.person);
  await page.goto(address);
  await expect(page.getByText("这份草稿不在这里")).toBeVisible();
});

/** Everything in every store of the app's database, as text. */
const storedRecords = (page) =>
  page.evaluate(async () => {
    const done = (request) =>
      new Promise((resolve, reject) =>
        Object.assign(request, { onsuccess: () => resolve(request.result), onerror: reject }),
      );
    const database = await done(indexedDB.open("mianzheng"));
    const stores = [...database.objectStoreNames].filter((name) => !name.startsWith("meta"));
    const all = await Promise.all(stores.map((name) => done(database.transaction(name).objectStore(name).getAll())));
    database.close();
    return JSON.stringify(all);
  });

test("what was submitted is no draft any more", async ({ page, portal }) => {
  await beginAndWalkTo(page, portal, record, "review");
  await submit(page);
  await page.goto("/");
  await started(page);
  await expect(page.locator(".themes")).toBeVisible();
  await expect(page.locator(".resume")).toHaveCount(0);
});

test("a killed browser loses nothing that was shown as saved", async ({ portal, complaints }, info) => {
  const folder = info.outputPath("profile");
  const first = await openProfile(folder, complaints, info);
  await beginAndWalkTo(first.page, portal, record, "page/purpose");
  const receiver = first.page.getByLabel("交给哪个单位？");
  await receiver.pressSequentially("示范县第一幼儿园");
  // The page has said "saving" since the first key; how long it does is not for a test to catch.
  await expect(receiver).toHaveValue("示范县第一幼儿园");
  await saved(first.page);
  const address = first.page.url();
  await first.kill();

  const second = await openProfile(folder, complaints, info);
  await signIn(second.page, portal, record.person);
  await second.page.goto(address);
  await expect(second.page.getByLabel("交给哪个单位？")).toHaveValue("示范县第一幼儿园");
  await second.context.close();
});
