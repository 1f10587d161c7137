// A draft as a file: how a person makes one on the page for it, and opens one.
import { started } from "./steps.mjs";
import { expect } from "./test.mjs";

export const PASSPHRASE = "红旗 村口 柿子 2026";

const press = (page, name) => page.getByRole("button", { name, exact: true }).click();

/** On the page that makes a file: makes it under a path; answers the name that it was offered with. */
export async function keepAsFile(page, path) {
  await page.getByLabel("给文件定一个密码").fill(PASSPHRASE);
  await page.getByLabel("把密码再写一遍").fill(PASSPHRASE);
  const coming = page.waitForEvent("download");
  await press(page, "存成文件");
  const download = await coming;
  await expect(page.getByText("文件存好了")).toBeVisible();
  await download.saveAs(path);
  return download.suggestedFilename();
}

/** Opens a file on the page for it. */
export async function openFile(page, path, passphrase = PASSPHRASE) {
  await page.goto("/import");
  await started(page);
  await page.locator("#file").setInputFiles(path);
  await page.getByLabel("文件的密码").fill(passphrase);
  await press(page, "打开");
}
