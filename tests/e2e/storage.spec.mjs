// Storage that misbehaves: each time a sentence and a way out, and nothing that was entered is lost without a word.
import {
  begin,
  beginAndWalkTo,
  draftId,
  planOf,
  readReceipt,
  saved,
  signIn,
  started,
  submit,
  walkTo,
} from "./support/steps.mjs";
import { keepAsFile, openFile } from "./support/draft_file.mjs";
import { holdVersionOne, inStore, openNextVersion, quietPage } from "./support/storage.mjs";
import { expect, test } from "./support/test.mjs";

const record = planOf("criminal_record");
const allowance = planOf("old_age_allowance");

const strip = (page) => page.locator(".notice--strip");
const state = (page) => page.locator(".save-state");
const receiver = (page) => page.getByLabel("交给哪个单位？");

for (const [how, break_] of [
  [
    "that has no database",
    () => Object.defineProperty(globalThis, "indexedDB", { configurable: true, value: undefined }),
  ],
  [
    "that allows no database",
    () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("not here", "SecurityError");
      };
    },
  ],
]) {
  test(`in a browser ${how} every page says so, and the application is submitted all the same`, async ({
    page,
    portal,
  }) => {
    await page.addInitScript(break_);
    await signIn(page, portal, record.person);
    await expect(strip(page)).toContainText("本机不能保存");
    await begin(page, portal, record);
    await walkTo(page, portal, record, "review", async () => {
      await expect(strip(page)).toContainText("只在这一页里保留");
      await expect(state(page)).toHaveAttribute("data-state", /^(fleeting|saving|empty)$/);
    });
    await expect(state(page)).toContainText("暂存");
    await submit(page);
    const { number } = await readReceipt(page);
    expect((await portal.applications()).map((application) => application.number)).toEqual([number]);
  });
}

test("what only the page keeps can be kept as a file, and is opened from it", async ({ page, portal }, info) => {
  await page.addInitScript(() => Object.defineProperty(globalThis, "indexedDB", { configurable: true, value: undefined }));
  await beginAndWalkTo(page, portal, record, "page/purpose");
  await receiver(page).fill("示范县第五幼儿园");
  await expect(state(page)).toHaveAttribute("data-state", "fleeting");
  // Inside the program: a page that is loaded anew has nothing any more.
  await page.getByRole("link", { name: "免证办", exact: false }).first().click();
  await page.locator(".resume").getByRole("link", { name: "存成文件" }).click();
  const path = info.outputPath("draft.mzb");
  await keepAsFile(page, path);
  await page.goto("/");
  await started(page);
  await expect(page.locator(".themes")).toBeVisible();
  await expect(page.locator(".resume")).toHaveCount(0);
  await openFile(page, path);
  await page.getByRole("button", { name: "放到这台设备上" }).click();
  await page.getByRole("link", { name: "接着填" }).click();
  await expect(receiver(page)).toHaveValue("示范县第五幼儿园");
});

test("a device that is full is told of with a way out; once there is room again it is saved by itself", async ({
  page,
  context,
  portal,
  baseURL,
  complaints,
}, info) => {
  test.setTimeout(150_000);
  complaints.expect(/Quota/);
  await beginAndWalkTo(page, portal, record, "page/purpose");
  await saved(page);
  const devtools = await context.newCDPSession(page);
  const grant = (quotaSize) => devtools.send("Storage.overrideQuotaForOrigin", { origin: baseURL, quotaSize });
  await grant(1);
  // Chromium goes by the room that it knew of for a while.
  let written = 0;
  await expect(async () => {
    await receiver(page).fill(`示范县第一幼儿园 ${(written += 1)}`);
    await expect(state(page)).toHaveAttribute("data-state", "failed", { timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  await expect(state(page)).toContainText("没存上，手机空间满了。请清理后重试，先别关页面");
  await state(page).getByRole("button", { name: "重试" }).click();
  await receiver(page).fill("示范县第四幼儿园");
  await expect(state(page)).toHaveAttribute("data-state", "failed");
  // What cannot be stored goes into a file all the same.
  await state(page).getByRole("link", { name: "存成文件" }).click();
  const path = info.outputPath("draft.mzb");
  await keepAsFile(page, path);
  await page.goBack();
  await expect(receiver(page)).toHaveValue("示范县第四幼儿园");
  await expect(state(page)).toHaveAttribute("data-state", "failed");

  await grant();
  await expect(state(page)).toHaveAttribute("data-state", "saved", { timeout: 20_000 });
  const address = page.url();
  await page.goto("about:blank");
  await page.goto(address);
  await expect(receiver(page)).toHaveValue("示范县第四幼儿园");

  await page.goto("/");
  await page.locator(".resume").getByRole("button", { name: /^删掉/ }).click();
  await page.locator(".resume").getByRole("button", { name: /^真的删掉/ }).click();
  await expect(page.locator(".resume")).toHaveCount(0);
  await openFile(page, path);
  await page.getByRole("button", { name: "放到这台设备上" }).click();
  await page.getByRole("link", { name: "接着填" }).click();
  await expect(receiver(page)).toHaveValue("示范县第四幼儿园");
});

test("a connection that the browser closes under the page is opened again without a word", async ({ page, portal }) => {
  await page.addInitScript(() => {
    const { open } = IDBFactory.prototype;
    window.connections = [];
    IDBFactory.prototype.open = function (...words) {
      const request = open.apply(this, words);
      request.addEventListener("success", () => window.connections.push(request.result));
      return request;
    };
  });
  await beginAndWalkTo(page, portal, record, "page/purpose");
  await saved(page);
  await page.evaluate(() => window.connections.forEach((connection) => connection.close()));
  await receiver(page).pressSequentially("示范县第一幼儿园");
  await expect(state(page)).toHaveAttribute("data-state", "saving");
  await saved(page);
  await page.reload();
  await expect(receiver(page)).toHaveValue("示范县第一幼儿园");
});

test("an older page that holds the database is named, and when it is closed the work goes on by itself", async ({
  page,
  context,
  portal,
  complaints,
}) => {
  const older = await quietPage(context, complaints);
  await holdVersionOne(older);
  await signIn(page, portal, record.person);
  await expect(strip(page)).toContainText("另一个页面还开着旧的");
  await older.close();
  await expect(strip(page)).toHaveCount(0);
  await begin(page, portal, record);
  await saved(page);
});

test("before a newer version takes over, the last letters are stored, and the page says what to do", async ({
  page,
  context,
  portal,
  complaints,
}) => {
  await beginAndWalkTo(page, portal, record, "page/purpose");
  await saved(page);
  const newer = await quietPage(context, complaints);
  const revision = async () => (await inStore(newer, "drafts", "records"))[0].revision;
  const before = await revision();
  await receiver(page).fill("示范县第一幼儿园");
  await openNextVersion(newer);
  expect(await revision()).toBe(before + 1);
  await expect(strip(page)).toContainText("本程序已在另一个页面更新，请重新打开");
  await expect(strip(page).getByRole("button", { name: "重新打开" })).toBeVisible();
  await receiver(page).fill("别的单位");
  await expect(state(page)).toContainText("别的页面用了新版本");
  expect(await revision()).toBe(before + 1);
});

test("an upgrade that fails leaves everything to be read, and says that nothing new is stored", async ({
  page,
  context,
  portal,
  complaints,
}) => {
  complaints.expect(/UnknownError: no/);
  const older = await quietPage(context, complaints);
  await holdVersionOne(older);
  await older.close();
  await page.addInitScript(() => {
    IDBDatabase.prototype.createObjectStore = () => {
      throw new DOMException("no", "UnknownError");
    };
  });
  await signIn(page, portal, record.person);
  await expect(strip(page)).toContainText("本机的存储没能更新");
  await expect(strip(page).getByRole("button", { name: "刷新" })).toBeVisible();
});

test("one damaged draft is named and can be deleted, and the other goes on", async ({ page, portal }) => {
  await beginAndWalkTo(page, portal, record, "page/purpose");
  await saved(page);
  const harmed = draftId(page);
  await beginAndWalkTo(page, portal, { ...allowance, person: record.person }, "documents");
  await saved(page);
  await page.goto("/");
  await inStore(page, "drafts", "harm", harmed);
  await page.reload();
  await expect(page.locator(".resume__name")).toHaveText(["高龄津贴"]);
  const dead = page.locator(".resume").filter({ hasText: "有一份草稿打不开" });
  await expect(dead).toContainText("它坏了，别的草稿没有受影响");
  await dead.getByRole("button", { name: /^删掉/ }).click();
  await dead.getByRole("button", { name: /^真的删掉/ }).click();
  await expect(page.locator(".resume")).toHaveCount(1);
});

test("drafts whose key is gone are named and can be deleted, and a new one is kept", async ({ page, portal }) => {
  await beginAndWalkTo(page, portal, record, "page/purpose");
  await saved(page);
  const address = page.url();
  await inStore(page, "keys", "clear");
  await page.goto(address);
  await expect(page.getByText("这份草稿的钥匙没了，打不开了")).toBeVisible();
  await page.goto("/");
  const dead = page.locator(".resume").filter({ hasText: "有一份草稿打不开" });
  await expect(dead).toContainText("钥匙没有了");
  await dead.getByRole("button", { name: /^删掉/ }).click();
  await dead.getByRole("button", { name: /^真的删掉/ }).click();
  await expect(page.locator(".resume")).toHaveCount(0);
  await begin(page, portal, record);
  await saved(page);
  await page.goto("/");
  await expect(page.locator(".resume__name")).toHaveText(["无犯罪记录证明"]);
});

test("a browser that keeps no key is told of, and the application is submitted all the same", async ({
  page,
  portal,
}) => {
  await page.addInitScript(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (value, ...key) {
      if (value?.key instanceof CryptoKey) throw new DOMException("no keys here", "DataCloneError");
      return put.call(this, value, ...key);
    };
  });
  await beginAndWalkTo(page, portal, record, "review");
  await expect(strip(page)).toContainText("隐私或锁定模式");
  await expect(state(page)).toContainText("暂存");
  await submit(page);
  await readReceipt(page);
});

test("the other pages speak as before where everything is kept", async ({ page, portal }) => {
  await signIn(page, portal, record.person);
  await started(page);
  await expect(strip(page)).toHaveCount(0);
});
