// A draft as a file: it goes to another device behind a passphrase, and nothing that is here is replaced without being asked.
import { readFileSync, writeFileSync } from "node:fs";
import { addressOf, apply } from "./support/after.mjs";
import { keepAsFile, openFile as open, PASSPHRASE } from "./support/draft_file.mjs";
import { picture } from "./support/picture.mjs";
import {
  attach,
  beginAndWalkTo,
  declare,
  draftId,
  mainButton,
  planOf,
  readReceipt,
  saved,
  signIn,
  started,
  submit,
  walkTo,
} from "./support/steps.mjs";
import { expect, test } from "./support/test.mjs";

const plan = planOf("criminal_record");
const MARK = "示范县第一幼儿园";
const receiver = (page) => page.getByLabel("交给哪个单位？");
const press = (page, name) => page.getByRole("button", { name, exact: true }).click();

/** A draft with a marked answer, kept as a file; ends on the home page. */
async function exported(page, portal, info) {
  await beginAndWalkTo(page, portal, plan, "page/purpose");
  await receiver(page).fill(MARK);
  await saved(page);
  await page.goto("/");
  return exportOpen(page, info);
}

/** Keeps the one draft of the home page as a file. */
async function exportOpen(page, info) {
  await page.locator(".resume").getByRole("link", { name: "存成文件" }).click();
  const path = info.outputPath("draft.mzb");
  return { path, name: await keepAsFile(page, path) };
}

async function drafts(page) {
  await page.goto("/");
  await started(page);
  return page.locator(".resume");
}

test("a draft comes back from its file, whose name and bytes say nothing about it", async ({ page, portal }, info) => {
  const { path, name } = await exported(page, portal, info);
  expect(name).toMatch(/^免证办草稿-\d{4}-\d\d-\d\d\.mzb$/);
  const bytes = readFileSync(path);
  for (const mark of [MARK, plan.item, plan.person, "无犯罪记录"]) {
    expect(bytes.includes(Buffer.from(mark, "utf8"))).toBe(false);
    expect(bytes.includes(Buffer.from(mark, "utf16le"))).toBe(false);
  }
  expect(JSON.parse(bytes.subarray(0, bytes.indexOf(10))).iterations).toBeGreaterThanOrEqual(600_000);

  const begun = await drafts(page);
  await begun.getByRole("button", { name: /^删掉/ }).click();
  await begun.getByRole("button", { name: /^真的删掉/ }).click();
  await expect(begun).toHaveCount(0);
  await open(page, path);
  await press(page, "放到这台设备上");
  await page.getByRole("link", { name: "接着填" }).click();
  await expect(receiver(page)).toHaveValue(MARK);
});

test("two passphrases that differ, and one that is short, make no file", async ({ page, portal }) => {
  await beginAndWalkTo(page, portal, plan, "page/purpose");
  await saved(page);
  const id = new URL(page.url()).pathname.split("/")[2];
  await page.goto(`/export/${id}`);
  await page.getByLabel("给文件定一个密码").fill("短");
  await press(page, "存成文件");
  await expect(page.getByRole("alert")).toContainText("密码至少要 8 个");
  await page.getByLabel("给文件定一个密码").fill(PASSPHRASE);
  await page.getByLabel("把密码再写一遍").fill("别的密码别的密码");
  await press(page, "存成文件");
  await expect(page.getByRole("alert")).toContainText("两遍密码不一样");
});

test("a wrong passphrase, a cut file and a foreign file are each told in words, and change nothing", async ({
  page,
  portal,
}, info) => {
  const { path } = await exported(page, portal, info);
  await open(page, path, "别的密码别的密码");
  await expect(page.getByRole("alert")).toContainText("密码不对，或者文件被改过");
  const bytes = readFileSync(path);
  const changed = Buffer.from(bytes);
  changed[changed.length - 20] ^= 1;
  for (const [content, words] of [
    [bytes.subarray(0, bytes.length - 100), "这个文件不完整"],
    [changed, "密码不对，或者文件被改过"],
    [Buffer.from("%PDF-1.7\n别的文件"), "这不是免证办的草稿文件"],
    [Buffer.alloc(0), "这不是免证办的草稿文件"],
  ]) {
    const other = info.outputPath("other.mzb");
    writeFileSync(other, content);
    await open(page, other);
    await expect(page.getByRole("alert")).toContainText(words);
  }
  await expect(await drafts(page)).toHaveCount(1);
});

test("a draft that is here is replaced only when that is what was pressed", async ({ page, portal }, info) => {
  const { path } = await exported(page, portal, info);
  await (await drafts(page)).getByRole("link", { name: /^接着填/ }).click();
  await receiver(page).fill("后来改的单位");
  await saved(page);

  await open(page, path);
  await expect(page.getByText("这台设备上已经有这份草稿")).toBeVisible();
  await press(page, "不放了");
  await expect(await drafts(page)).toHaveCount(1);

  await open(page, path);
  await press(page, "两份都留着");
  await expect(page.getByText("草稿放好了")).toBeVisible();
  const both = await drafts(page);
  await expect(both).toHaveCount(2);

  await open(page, path);
  await press(page, "用文件里的，换掉这里的");
  await expect(page.getByText("草稿放好了")).toBeVisible();
  await page.getByRole("link", { name: "接着填" }).click();
  await expect(receiver(page)).toHaveValue(MARK);
  await expect(await drafts(page)).toHaveCount(2);
});

test("of another person's draft only what they typed comes along", async ({ page, portal }, info) => {
  const { path } = await exported(page, portal, info);
  await signIn(page, portal, "p-chenxm");
  await open(page, path);
  await expect(page.getByText("这是别人存的草稿")).toBeVisible();
  await press(page, "放到这台设备上");
  const address = await page.getByRole("link", { name: "接着填" }).getAttribute("href");
  await page.goto(`${address}/page/purpose`);
  await expect(receiver(page)).toHaveValue(MARK);
  await page.goto(`${address}/page/person`);
  await started(page);
  await expect(page.getByText("王秀兰")).toHaveCount(0);
});

test("a draft's files are in its file, and come back byte for byte", async ({ page, portal }, info) => {
  const food = planOf("food_business");
  await beginAndWalkTo(page, portal, food, "documents");
  await attach(page, food.files);
  await saved(page);
  await page.goto("/");
  const { path } = await exportOpen(page, info);
  await open(page, path);
  await press(page, "用文件里的，换掉这里的");
  const address = await page.getByRole("link", { name: "接着填" }).getAttribute("href");
  // The bytes are compared with their digest when they are taken in, and again by the portal.
  await page.goto(`${address}/documents`);
  await expect(page.locator(".upload__name").getByText(food.files.floor_plan)).toBeVisible();
  await walkTo(page, portal, { ...food, files: {} }, "review");
  await submit(page);
});

test("what was submitted is replaced by no file, and arrives as it was submitted", async ({
  page,
  portal,
  context,
  complaints,
}, info) => {
  complaints.expect(/status of (500|404)/);
  const { path } = await exported(page, portal, info);
  await (await drafts(page)).getByRole("link", { name: /^接着填/ }).click();
  await receiver(page).fill("后来改的单位");
  await saved(page);
  const id = draftId(page);
  // A page on which the question what is to become of the file was asked before anything was submitted.
  const early = await context.newPage();
  await signIn(early, portal, plan.person);
  await open(early, path);
  await expect(early.getByRole("button", { name: "用文件里的，换掉这里的" })).toBeVisible();
  await walkTo(page, portal, { ...plan, answers: { ...plan.answers, receiver: "后来改的单位" } }, "review");
  await portal.fault("POST /api/v1/applications", { status: 500 });
  await declare(page);
  await mainButton(page).click();
  await expect(page.locator("[data-submission]")).toContainText("自动再");

  await press(early, "用文件里的，换掉这里的");
  await expect(early.getByRole("alert")).toContainText("这份草稿已经交了，还没有收到回执，不能换掉");
  await open(early, path);
  await expect(early.getByText("这份草稿已经交了，还没有收到回执，不能换掉")).toBeVisible();
  await expect(early.getByRole("button", { name: "用文件里的，换掉这里的" })).toHaveCount(0);
  await early.getByRole("link", { name: "看看这里的那一份" }).click();
  await expect(early).toHaveURL(new RegExp(`/draft/${id}`));
  await early.close();

  const sending = page.waitForRequest((request) => request.method() === "POST" && /applications$/.test(request.url()));
  await portal.mend();
  await page.getByRole("button", { name: "现在就试一次" }).click();
  expect((await sending).postData()).toContain("后来改的单位");
  const { number } = await readReceipt(page);
  expect(await portal.applications()).toMatchObject([{ number }]);
});

test("a supplement's file goes on at its application, and is another person's in no way", async ({ page, portal }, info) => {
  const food = planOf("food_business");
  const { number } = await apply(page, portal, food);
  await portal.askForSupplement(number);
  await page.goto(addressOf(number, "supplement"));
  const file = { name: "清楚的.png", mimeType: "image/png", buffer: picture() };
  await page.locator("main input[type=file]").setInputFiles(file);
  await saved(page);
  await page.goto("/");
  const { path } = await exportOpen(page, info);
  const begun = await drafts(page);
  await begun.getByRole("button", { name: /^删掉/ }).click();
  await begun.getByRole("button", { name: /^真的删掉/ }).click();
  await expect(begun).toHaveCount(0);
  await open(page, path);
  await press(page, "放到这台设备上");
  await page.getByRole("link", { name: "接着填" }).click();
  await expect(page).toHaveURL(addressOf(number, "supplement"));
  await expect(page.locator(".upload__name")).toHaveText("清楚的.png");

  await open(page, path);
  await expect(page.getByRole("button", { name: "用文件里的，换掉这里的" })).toBeVisible();
  await expect(page.getByRole("button", { name: "两份都留着" })).toHaveCount(0);

  await signIn(page, portal, "p-wangxl");
  await open(page, path);
  await expect(page.getByRole("alert")).toContainText("这是别人办件的补交材料，只有他本人登录才能接着补");
  await expect(page.getByRole("button", { name: "放到这台设备上" })).toHaveCount(0);
  await press(page, "换一个文件");
  await expect(page.getByLabel("文件的密码")).toBeVisible();
});
