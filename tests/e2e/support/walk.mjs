// Walking an item as a person does: what is pressed is what a person would press, what is waited for is what a person
// would see. What to answer stands in support/answers/, by question.
import { readFileSync } from "node:fs";
import { expect } from "./test.mjs";
import { fillPage } from "./fill.mjs";
import { picture } from "./picture.mjs";

/** Who applies for what, and with which answers. */
export function journey(name) {
  return JSON.parse(readFileSync(new URL(`answers/${name}.json`, import.meta.url), "utf8"));
}

/** The button that leads on. Where phone and desktop have one each, the one that is seen. */
export const mainButton = (page) => page.locator(".foot button[data-kind=main]:visible");

/** Signs in by the ticket of the single sign-on, and goes on to a page. */
export async function signIn(page, portal, person, next = "/") {
  await page.goto(portal.signInAddress(person, next));
  await expect(page).toHaveURL((url) => url.pathname === next.split("?")[0]);
}

/** Signs in and begins a draft, with the scenario answered in the address of the guide. Ends on the consent page. */
export async function begin(page, portal, { person, item, situation }) {
  const answers = new URLSearchParams(Object.entries(situation).map(([id, value]) => [id, [value].flat().join(",")]));
  await page.goto(portal.signInAddress(person, `/item/${item}?${answers}&start=1`));
  await expect(page).toHaveURL(/\/draft\/[^/]+\/consent$/);
  await expect(page.locator(".consent-card").first()).toBeVisible();
}

/** Answers every consent card in the same way: `agree`, or not. */
export async function answerConsents(page, agree) {
  for (const closed of await page.locator(".consent-card__open").all()) await closed.click();
  for (const choice of await page.getByRole("radio", { name: agree ? "同意" : "自己交" }).all()) {
    await page.locator(`label[for="${await choice.getAttribute("id")}"]`).click();
    await expect(choice).toBeChecked();
  }
}

/** Presses the button that leads on, and waits until another page is there. */
export async function goOn(page) {
  const before = page.url();
  await mainButton(page).click();
  await expect(page).not.toHaveURL(before);
  await expect(page.locator("main h1")).toBeVisible();
}

/** Waits until no register is being asked any more. */
export async function registersAnswered(page) {
  await expect(page.locator('.ledger__line[data-state="asking"]')).toHaveCount(0);
}

/** The id of the draft that is open. */
export const draftId = (page) => new URL(page.url()).pathname.split("/")[2];

/** Where in the draft the page stands: `consent`, `page/person`, `review` … */
export const step = (page) => new URL(page.url()).pathname.split("/").slice(3).join("/");

/** From the consent page to a step, everything agreed to and every question answered. */
export async function walkTo(page, portal, plan, target, agree = true) {
  const item = await portal.item(plan.item);
  while (step(page) !== target) {
    if (step(page) === "review") throw new Error(`the draft has no step ${target}`);
    await answerStep(page, item, plan, agree);
    await goOn(page);
  }
}

/** Does what the current step asks for. */
export async function answerStep(page, item, plan, agree = true) {
  if (step(page) === "consent") return answerConsents(page, agree);
  if (step(page) === "documents") {
    await registersAnswered(page);
    return attach(page, plan.files ?? {});
  }
  if (step(page) === "commitments") return sign(page, plan.signature);
  return fillPage(page, item, step(page).replace("page/", ""), plan.answers);
}

/** Hands in what cannot be waived. */
export async function attach(page, files) {
  for (const [document, name] of Object.entries(files)) {
    await page.locator(`[id="${document}.files"]`).setInputFiles({ name, mimeType: "image/png", buffer: picture() });
    await expect(page.getByText(name, { exact: true }).first()).toBeVisible();
  }
}

/** Signs every commitment on the page. */
export async function sign(page, name) {
  for (const box of await page.getByLabel("读完同意，就写上您的姓名").all()) await box.fill(name);
}

/** Declares and submits from the review. Ends on the receipt. */
export async function submit(page) {
  await page.locator('label[for="declaration"]').click();
  await mainButton(page).click();
  await expect(page).toHaveURL(/\/receipt\/\d+$/);
}

/** What the receipt says. */
export async function receipt(page) {
  await expect(page.getByRole("heading", { name: "已提交" })).toBeVisible();
  const number = await page.locator("[data-number]").getAttribute("data-number");
  const queryCode = (await page.locator(".ticket__number").nth(1).innerText()).replace(/\s/g, "");
  const digest = await page.locator(".print-receipt__digest").textContent();
  return { number, queryCode, digest: digest.trim().split(/\s+/).at(-1) };
}
