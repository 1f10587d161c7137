// Pictures of every page for people to look at, into tests/e2e/shots. They assert nothing but that each page is reached.
// `E2E_SHOTS=phone` takes one kind of screen only.
import { expect, test } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { addressOf, apply } from "./support/after.mjs";
import { follow } from "./support/joint_steps.mjs";
import { Portal } from "./support/portal.mjs";
import {
  answerStep,
  begin,
  goOn,
  mainButton,
  planOf,
  readReceipt,
  registersAnswered,
  signIn,
  stepOf,
  submit,
} from "./support/steps.mjs";

const root = fileURLToPath(new URL("shots/", import.meta.url));
const PLANS = {
  "old-age": planOf("old_age_allowance"),
  food: planOf("food_business"),
  record: planOf("criminal_record"),
  joint: planOf("joint_flat"),
};

const SCREENS = [
  { name: "phone", width: 390, height: 844, attributes: {} },
  { name: "desktop", width: 1280, height: 800, attributes: {} },
  { name: "kiosk", width: 1080, height: 1920, attributes: { "data-terminal": "kiosk" } },
  { name: "dark", width: 390, height: 844, attributes: { "data-theme": "dark" } },
  { name: "elder", width: 390, height: 844, attributes: { "data-text": "elder" } },
];
const wanted = SCREENS.filter(({ name }) => !process.env.E2E_SHOTS || process.env.E2E_SHOTS.split(",").includes(name));

for (const screen of wanted) {
  test.describe(screen.name, () => {
    test.use({ viewport: { width: screen.width, height: screen.height }, reducedMotion: "reduce" });
    let count = 0;
    let portal;

    test.beforeEach(async ({ baseURL }, info) => {
      count = 0;
      portal = new Portal(baseURL, `shots-${randomUUID()}`);
      mkdirSync(`${root}${screen.name}`, { recursive: true });
      info.setTimeout(300_000);
    });

    const shot = async (page, name) => {
      await expect(page.locator(".loading:not(.gallery *)")).toHaveCount(0);
      await page.evaluate((attributes) => {
        for (const [name, value] of Object.entries(attributes)) document.documentElement.setAttribute(name, value);
      }, screen.attributes);
      // As tall as the page, so that the foot stands at its end and not across the middle of the picture.
      const tall = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ width: screen.width, height: Math.max(screen.height, tall) });
      count += 1;
      const number = String(count).padStart(2, "0");
      await page.screenshot({ path: `${root}${screen.name}/${test.info().title}-${number}-${name}.png`, fullPage: true });
      await page.setViewportSize({ width: screen.width, height: screen.height });
    };

    test("open", async ({ page }) => {
      await page.goto("/");
      await expect(page.locator(".themes")).toBeVisible();
      await shot(page, "home");
      for (const [name, query] of [["results", "gljt"], ["results-words", "高龄"], ["results-none", "火星移民"]]) {
        await page.locator("#q").fill(query);
        await shot(page, name);
      }
      await page.goto("/search?q=kfg");
      await shot(page, "search");
      await page.goto("/departments");
      await shot(page, "departments");
      for (const { item } of Object.values(PLANS)) {
        await page.goto(`/item/${item}`);
        await expect(page.getByRole("button", { name: "开始办理" }).locator("visible=true")).toBeVisible();
        await shot(page, `guide-${item}`);
      }
      for (const path of ["/help", "/me", "/applications", "/sign-in", "/draft/absent", "/no-such-page"]) {
        await page.goto(path);
        await expect(page.locator("h1")).toBeVisible();
        await shot(page, path.slice(1).replaceAll("/", "-"));
      }
    });

    test("gallery", async ({ page }) => {
      await page.goto("/gallery.html");
      await expect(page.locator("[data-specimen^='region/填了'] select").first()).toHaveValue("369999001");
      await shot(page, "all");
    });

    for (const name of ["old-age", "record"]) {
      test(name, async ({ page }) => {
        await walk(page, portal, PLANS[name], shot);
        await submit(page);
        await expect(page.locator(".ticket")).toBeVisible();
        await shot(page, "receipt");
        await page.pdf({ path: `${root}${screen.name}/${name}-receipt.pdf`, format: "A4", printBackground: true });
        await page.getByRole("link", { name: "看进度" }).click();
        await expect(page.locator(".timeline")).toBeVisible();
        await shot(page, "progress");
        await page.goto("/applications");
        await expect(page.locator(".application-card").first()).toBeVisible();
        await shot(page, "applications");
        await page.goto("/me");
        await shot(page, "me");
      });
    }

    test("food", async ({ page }) => {
      await walk(page, portal, PLANS.food, shot);
      await page.goto("/");
      await expect(page.locator(".resume")).toBeVisible();
      await shot(page, "home-with-draft");
    });

    test("after", async ({ page }) => {
      const { number } = await apply(page, portal, { ...PLANS["old-age"] });
      await portal.advance(2);
      await page.goto("/");
      await expect(page.locator("main .notice")).toBeVisible();
      await shot(page, "home-with-news");
      await portal.askForSupplement(number);
      await portal.advance(2);
      await page.goto("/applications");
      await expect(page.locator(".application-card")).toBeVisible();
      await shot(page, "applications-waiting");
      await page.goto(addressOf(number));
      await expect(page.locator(".clock")).toBeVisible();
      await shot(page, "progress-paused");
      await page.goto(addressOf(number, "supplement"));
      await expect(page.locator("main .field").first()).toBeVisible();
      await shot(page, "supplement");
      await page.getByRole("button", { name: "补交", exact: true }).click();
      await expect(page).toHaveURL(addressOf(number));
      await portal.decide(number, "done", "办好了。");
      await page.reload();
      await expect(page.locator("#issued")).toBeVisible();
      await shot(page, "progress-done");
      await page.goto(addressOf(number, "rating"));
      await page.getByRole("radio", { name: "不满意", exact: true }).check();
      await page.getByRole("button", { name: "交评价" }).click();
      await expect(page.locator(".error-summary")).toBeFocused();
      await shot(page, "rating-errors");
      await portal.fault("GET /api/v1/applications", { status: 500 });
      await page.goto("/applications");
      await expect(page.locator("main .notice")).toBeVisible();
      await shot(page, "applications-offline");
    });

    test("joint", async ({ page }) => {
      await walk(page, portal, PLANS.joint, shot);
      await submit(page);
      const { number } = await readReceipt(page);
      await shot(page, "receipt");
      const tracks = async (days, name) => {
        await portal.advance(days);
        await follow(page, number);
        await shot(page, name);
      };
      await tracks(0, "tracks-received");
      await tracks(2, "tracks-survey-wanted");
      await page.goto(addressOf(number, "survey"));
      await expect(page.locator(".slots")).toBeVisible();
      await shot(page, "survey-slots");
      await page.getByText("视频看", { exact: true }).click();
      await page.locator(".slots .choice__row").first().click();
      await page.getByRole("button", { name: "就约这个时间" }).click();
      await expect(page.locator("#appointment")).toBeVisible();
      await shot(page, "survey-by-video");
      await page.goto(addressOf(number, "survey?by=site"));
      await page.locator(".slots .choice__row").first().click();
      await page.getByRole("button", { name: "就约这个时间" }).click();
      await expect(page.locator(".shots")).toHaveCount(0);
      await shot(page, "survey-on-site");
      await tracks(3, "tracks-plans");
      await page.goto(addressOf(number, "plans"));
      await expect(page.locator(".plans__topic")).toHaveCount(4);
      await shot(page, "plans");
      for (const name of ["供水", "供电"]) await page.getByText(`接受${name}的方案`).click();
      await page.getByRole("button", { name: "接受选中的方案" }).click();
      await expect(page.locator(".plans__state .tag")).toHaveCount(2);
      await portal.company(number, "gas", { refuse: { code: "05" } });
      await tracks(2, "tracks-one-refused");
      await page.goto(addressOf(number, "contract/water"));
      await expect(page.locator("#signer")).toBeVisible();
      await shot(page, "contract");
      await page.locator("#signer").fill("王秀兰");
      await page.getByRole("button", { name: "签字" }).click();
      await expect(page).toHaveURL(addressOf(number));
      await page.goto(addressOf(number, "contract/water"));
      await shot(page, "contract-signed");
    });

    test("withdrawal", async ({ page }) => {
      const { number } = await apply(page, portal, { ...PLANS["old-age"] });
      await page.goto(addressOf(number));
      await page.getByRole("button", { name: "撤回申请" }).click();
      await shot(page, "asked");
    });

    test("trouble", async ({ page }) => {
      await signIn(page, portal, "p-zhaogq", "/applications");
      await shot(page, "applications-none");
      await walk(page, portal, { ...PLANS["old-age"], person: "p-zhaogq" }, shot, "documents");
      await registersAnswered(page);
      await shot(page, "documents-failed");
    });
  });
}

/** Walks an item to a step; every page as it opens, with what it says when nothing is answered, and answered. */
async function walk(page, portal, plan, shot, target = "review") {
  await begin(page, portal, plan);
  const item = await portal.item(plan.item);
  for (;;) {
    const step = stepOf(page);
    await shot(page, step.replace("/", "-"));
    await errors(page, () => shot(page, `${step.replace("/", "-")}-errors`));
    if (step === target) return;
    await answerStep(page, item, plan);
    await shot(page, `${step.replace("/", "-")}-answered`);
    await goOn(page);
  }
}

/** Presses the main button before anything is answered. A page that lets one go on has nothing to say. */
async function errors(page, shot) {
  const before = page.url();
  if (stepOf(page) === "documents") return;
  await mainButton(page).click();
  await page.waitForFunction((before) => location.href !== before || document.querySelector(".error-summary"), before);
  if (page.url() === before) await shot();
  else await page.goBack();
  await expect(page).toHaveURL(before);
}
