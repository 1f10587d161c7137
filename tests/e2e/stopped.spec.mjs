// A program that has stopped, by whatever mistake, does nothing any more. The page says so, and what to do.
import { expect, test } from "./support/test.mjs";

/** (module (func (export "f") unreachable)) */
const TRAP = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];

for (const [how, trap] of [
  ["in an event", (bytes) => setTimeout(() => new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes))).exports.f())],
  ["in a task", (bytes) => void WebAssembly.instantiate(new Uint8Array(bytes)).then(({ instance }) => instance.exports.f())],
]) {
  test(`a program that stops ${how} says so and offers to load the page anew`, async ({ page, complaints }) => {
    complaints.expect(/unreachable/);
    await page.goto("/help");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const notice = page.getByRole("alert").filter({ hasText: "停住了" });
    await expect(notice).toBeHidden();
    await page.evaluate(trap, TRAP);
    await expect(notice).toBeVisible();
    await notice.getByRole("button", { name: "刷新" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(notice).toBeHidden();
  });
}

test("a script's own mistake stops nothing, and nothing is said of it", async ({ page }) => {
  await page.goto("/help");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.evaluate(() => {
    dispatchEvent(new ErrorEvent("error", { error: new TypeError("not the program") }));
  });
  await expect(page.locator("#stopped")).toBeHidden();
});
