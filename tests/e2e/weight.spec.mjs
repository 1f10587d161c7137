// `make figures` weighs what a first visit loads. Here a real browser says what that is: no file more, none less, none twice.
// Parts of the program that are not weighed are held back, so that a page that needed one would not come.
import { fileURLToPath } from "node:url";
import { homeFiles, partFiles, START_PARTS, startFiles } from "../../script/figures.mjs";
import { begin, planOf } from "./support/steps.mjs";
import { expect, test } from "./support/test.mjs";

const dist = fileURLToPath(new URL(`../../${process.env.E2E_DIST ?? "dist"}`, import.meta.url));

const isPart = (name) => /^part-[0-9a-f]+\.wasm$/.test(name);

/** The files of the build that the page asks for from now on; the portal's answers are no part of the program. */
function listen(page) {
  const asked = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (request.method() === "GET" && !pathname.startsWith("/api/")) asked.push(pathname.slice(1) || "index.html");
  });
  return asked;
}

/** Lets these parts through; all others do not come while the page stands. */
async function holdPartsBut(page, parts) {
  await page.route(/\/part-/, (route) => {
    if (parts.includes(new URL(route.request().url()).pathname.slice(1))) return route.continue();
  });
}

test("the home page with its search loads what is weighed", async ({ page }) => {
  await holdPartsBut(page, []);
  const asked = listen(page);
  await page.goto("/");
  await expect(page.locator(".themes")).toBeVisible();
  await page.locator("#q").fill("gljt");
  await expect(page.locator(".results__link").first()).toBeVisible();
  expect(asked.filter((name) => !isPart(name)).sort()).toEqual(homeFiles(dist).sort());
});

test("starting an item loads its parts and its definition, and nothing else", async ({ page, portal }) => {
  const plan = planOf("old_age_allowance");
  const parts = partFiles(dist, ...START_PARTS);
  await holdPartsBut(page, parts);
  await page.goto("/");
  await expect(page.locator(".themes")).toBeVisible();
  const asked = listen(page);
  await page.locator("#q").fill("gaoling");
  await page.locator(".results__link").first().click();
  await expect(page.getByRole("button", { name: "开始办理" }).locator("visible=true")).toBeVisible();
  // Signing in comes back by an address of its own, and loads the home page's files once more.
  await begin(page, portal, plan);
  const known = [...homeFiles(dist), "sign-in"];
  const others = asked.filter((name) => !known.includes(name) && !isPart(name));
  expect(others).toEqual(Array(2).fill(startFiles(dist, plan.item).at(-1)));
});
