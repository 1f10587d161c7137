// A draft as a file: it goes to another device behind a passphrase, and nothing that is here is replaced without being asked.
import { readFileSync, writeFileSync } from "node:fs";
import { attach, beginAndWalkTo, planOf, saved, signIn, started, submit, walkTo } from "./support/steps.mjs";
import { expect, test } from "./support/test.mjs";

const plan = planOf("criminal_record");
const PASSPHRASE = "红旗 村口 柿子 2026";
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
  await page.getByLabel("给文件定一个密码").fill(PASSPHRASE);
  await page.getByLabel("把密码再写一遍").fill(PASSPHRASE);
  const coming = page.waitForEvent("download");
  await press(page, "存成文件");
  const download = await coming;
  await expect(page.getByText("文件存好了")).toBeVisible();
  const path = info.outputPath("draft.mzb");
  await download.saveAs(path);
  return { path, name: download.suggestedFilename() };
}

/** Opens a file on the page for it. */
async function open(page, path, passphrase = PASSPHRASE) {
  await page.goto("/import");
  await started(page);
  await page.locator("#file").setInputFiles(path);
  await page.getByLabel("文件的密码").fill(passphrase);
  await press(page, "打开");
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
