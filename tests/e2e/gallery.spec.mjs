// All controls in all states: nothing that axe-core minds, targets large enough, nothing that scrolls sideways, a focus
// that can be seen. The gallery is a page of the build; it needs no portal.
import { expect, test } from "./support/test.mjs";
import { violations } from "./support/axe.mjs";
import { smallTargets } from "./support/targets.mjs";

const MODES = [
  { name: "phone", width: 390, least: 44, attributes: {} },
  { name: "desktop", width: 1280, least: 32, attributes: {} },
  { name: "kiosk", width: 1080, least: 48, attributes: { "data-terminal": "kiosk" } },
  { name: "dark", width: 390, least: 44, attributes: { "data-theme": "dark" } },
  { name: "elder", width: 390, least: 60, attributes: { "data-text": "elder" } },
  { name: "huge", width: 390, least: 60, attributes: { "data-text": "huge" } },
  { name: "high contrast kiosk", width: 1080, least: 48, attributes: { "data-terminal": "kiosk", "data-contrast": "high" } },
];

/** Opens the gallery: as tall as the whole of it, so that no foot or tab bar covers anything, or so tall. */
async function open(page, { width, attributes }, height) {
  await page.setViewportSize({ width, height: height ?? 1000 });
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("/gallery.html");
  await expect(page.locator("[data-specimen^='region/填了'] select").first()).toHaveValue("369999001");
  for (const [name, value] of Object.entries(attributes)) {
    await page.evaluate(([name, value]) => document.documentElement.setAttribute(name, value), [name, value]);
  }
  if (height) return;
  const whole = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: whole });
}

for (const mode of MODES) {
  test(`axe-core finds nothing, and every target is at least ${mode.least} pixels: ${mode.name}`, async ({ page }) => {
    test.slow();
    await open(page, mode);
    expect.soft(await violations(page)).toEqual([]);
    expect.soft(await smallTargets(page, mode.least)).toEqual([]);
  });
}

for (const text of ["standard", "large", "elder", "huge"]) {
  test(`nothing scrolls sideways at 320 pixels, text ${text}`, async ({ page }) => {
    await open(page, { width: 320, attributes: { "data-text": text } }, 640);
    const wide = await page.evaluate(() => {
      const isWide = (element) => element.getBoundingClientRect().right > innerWidth + 0.5 && element.checkVisibility();
      const widest = [...document.querySelectorAll("main *")].filter(isWide).map((element) => element.outerHTML.slice(0, 120));
      return document.documentElement.scrollWidth > innerWidth ? widest : [];
    });
    expect(wide).toEqual([]);
  });
}

test("every kind of question stands there in every state", async ({ page }) => {
  await open(page, MODES[0]);
  const kinds = [
    "text", "long_text", "integer", "decimal", "money", "date", "month", "choice", "choices", "yes_no", "region",
    "resident_id", "credit_code", "phone", "bank_account", "real_estate_unit", "position", "group", "attachment", "photo",
  ];
  for (const name of kinds.flatMap((kind) => ["没填", "填了", "有错"].map((state) => `${kind}/${state}`))) {
    await expect(page.locator(`[data-specimen="${name}"]`), name).toBeVisible();
  }
  for (const state of ["没填", "填了", "到头了", "有错"])
    await expect(page.locator(`[data-specimen="stepper/${state}"]`), state).toBeVisible();
  for (const kind of kinds) {
    await expect(page.locator(`[data-specimen="${kind}/有错"] .field__error`).first(), kind).toBeVisible();
    await expect(page.locator(`[data-specimen="${kind}/填了"] .field__error`), kind).toHaveCount(0);
  }
});

test("the error summary has the focus and leads to the fields", async ({ page }) => {
  await open(page, MODES[0]);
  const summary = page.locator(".error-summary");
  await expect(summary).toBeFocused();
  await expect(page).toHaveTitle(/^有错：/);
  const wrong = await page.locator(".field[data-state=error] .field__error").allTextContents();
  for (const words of await summary.locator("a").allTextContents()) {
    expect(wrong.map((text) => text.trim())).toContain(words.trim());
  }
  await summary.getByRole("link", { name: "手机号是 11 位，现在是 8 位" }).press("Enter");
  await expect(page.locator("#phone-wrong")).toBeFocused();
});

test("whatever has the focus shows it", async ({ page }) => {
  await open(page, MODES[1]);
  await page.locator("h1").focus();
  const unseen = [];
  let walked = 0;
  for (;;) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const focused = document.activeElement;
      if (focused === null || focused === document.body) return null;
      const ringed = (element) => {
        const { outlineStyle, outlineWidth } = element ? getComputedStyle(element) : {};
        return outlineStyle !== "none" && parseFloat(outlineWidth) >= 1;
      };
      // The ring may stand around the row, the box, or the widened link that holds the control.
      const after = getComputedStyle(focused, "::after");
      const shown = ringed(focused) || ringed(focused.nextElementSibling) || ringed(focused.closest(".search__box, .input, .select"))
        || (after.content !== "none" && after.outlineStyle !== "none" && parseFloat(after.outlineWidth) >= 1);
      const seen = focused.dataset.walked === "1";
      focused.dataset.walked = "1";
      return { shown, seen, name: focused.outerHTML.slice(0, 120) };
    });
    if (at === null || at.seen) break;
    walked += 1;
    if (!at.shown) unseen.push(at.name);
  }
  expect(walked).toBeGreaterThan(100);
  expect(unseen).toEqual([]);
});
