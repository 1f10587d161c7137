// `make figures` weighs what a first visit loads. Here a real browser says what that is: no file more, none less, none twice.
import { fileURLToPath } from "node:url";
import { homeFiles, startFiles } from "../../script/figures.mjs";
import { begin, planOf } from "./support/steps.mjs";
import { expect, test } from "./support/test.mjs";

const dist = fileURLToPath(new URL(`../../${process.env.E2E_DIST ?? "dist"}`, import.meta.url));

/** The files of the build that the page asks for from now on; the portal's answers are no part of the program. */
function listen(page) {
  const asked = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (request.method() === "GET" && !pathname.startsWith("/api/")) asked.push(pathname.slice(1) || "index.html");
  });
  return asked;
}

test("the home page with its search loads what is weighed", async ({ page }) => {
  const asked = listen(page);
  await page.goto("/");
  await expect(page.locator(".themes")).toBeVisible();
  await page.locator("#q").fill("gljt");
  await expect(page.locator(".results__link").first()).toBeVisible();
  expect(asked.sort()).toEqual(homeFiles(dist).sort());
});

test("starting an item loads its definition and nothing else", async ({ page, portal }) => {
  const plan = planOf("old_age_allowance");
  await page.goto("/");
  await expect(page.locator(".themes")).toBeVisible();
  const asked = listen(page);
  await page.locator("#q").fill("gaoling");
  await page.locator(".results__link").first().click();
  await expect(page.getByRole("button", { name: "开始办理" }).locator("visible=true")).toBeVisible();
  // Signing in comes back by an address of its own, and loads the home page's files once more.
  await begin(page, portal, plan);
  const known = [...homeFiles(dist), "sign-in"];
  expect(asked.filter((name) => !known.includes(name))).toEqual(Array(2).fill(startFiles(dist, plan.item)[0]));
});
