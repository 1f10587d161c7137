// The program comes in parts. One that does not come is said, and everything else goes on.
import { fileURLToPath } from "node:url";
import { partFiles } from "../../script/figures.mjs";
import { expect, test } from "./support/test.mjs";

const dist = fileURLToPath(new URL(`../../${process.env.E2E_DIST ?? "dist"}`, import.meta.url));

test.skip(partFiles(dist, "rest").length === 0, "a debug build is one file");

test("a part that does not come is said, and comes when it is asked for again", async ({ page, complaints }) => {
  complaints.expect(/part-.*|Failed to load resource/);
  await page.route(/\/part-/, (route) => route.abort());
  await page.goto("/");
  await expect(page.locator(".themes")).toBeVisible();
  await page.locator("a[href='/help']").first().click();
  await expect(page.getByRole("heading", { name: "这一页没打开" })).toBeVisible();
  await page.unroute(/\/part-/);
  await page.getByRole("button", { name: "再试一次" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "有什么不明白的？" })).toBeVisible();
});

test("the parts come in the background, and a page then opens without asking for anything", async ({ page }) => {
  await page.goto("/");
  const needed = partFiles(dist, "begun", "guide", "begin", "rest");
  const fetched = () => page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname.slice(1)));
  await expect.poll(async () => (await fetched()).filter((name) => needed.includes(name)).length).toBe(needed.length);
  const asked = [];
  // The browser asks for the tab's icon whenever it likes.
  page.on("request", (request) => request.url().endsWith("icon.svg") || asked.push(request.url()));
  await page.locator("a[href='/help']").first().click();
  await expect(page.getByRole("heading", { level: 1, name: "有什么不明白的？" })).toBeVisible();
  expect(asked).toEqual([]);
});
