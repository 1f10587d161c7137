// Going through an item as a person does: what is pressed is what a person would press, what is waited for is what a
// person would see. What to answer stands in support/answers/, by question.
import { readFileSync } from "node:fs";
import { fillPage } from "./fill.mjs";
import { picture } from "./picture.mjs";
import { expect } from "./test.mjs";

/** Who applies for what, and with which answers. */
export function planOf(name) {
  return JSON.parse(readFileSync(new URL(`answers/${name}.json`, import.meta.url), "utf8"));
}

/** The button that leads on. Where phone and desktop have one each, the one that is seen. */
export const mainButton = (page) => page.locator(".foot button[data-kind=main]").locator("visible=true");

/** The id of the draft that is open. */
export const draftId = (page) => new URL(page.url()).pathname.split("/")[2];

/** Where in the draft the page stands: `consent`, `page/person`, `review` … */
export const stepOf = (page) => new URL(page.url()).pathname.split("/").slice(3).join("/");

/** Waits until the program has taken the page over from the static frame, and shows a page of its own. */
export async function started(page) {
  await expect(page.locator("#frame")).not.toBeAttached();
  await expect(page.locator("main h1")).toBeAttached();
}

/** Types into the search box of the page, and opens the item that is found. */
export async function find(page, words, name) {
  await page.getByRole("searchbox", { name: "找事项" }).fill(words);
  await page.locator(".results__item").getByRole("link", { name, exact: true }).click();
}

/** Signs in by the ticket of the single sign-on, and goes on to a page. */
export async function signIn(page, portal, person, next = "/") {
  await page.goto(portal.signInAddress(person, next));
  await expect(page).toHaveURL((url) => url.pathname + url.search === next);
  await started(page);
}

/** Signs in and begins a draft, with the scenario answered in the address of the guide. Ends on the consent page. */
export async function begin(page, portal, { person, item, situation }) {
  const answers = new URLSearchParams(Object.entries(situation).map(([id, value]) => [id, [value].flat().join(",")]));
  await page.goto(portal.signInAddress(person, `/item/${item}?${answers}&start=1`));
  await expect(page).toHaveURL(/\/draft\/[^/]+\/consent$/);
  await expect(page.locator(".consent-card").first()).toBeVisible();
}

/** Opens every consent card. */
export async function openConsents(page) {
  const closed = page.locator(".consent-card__open");
  while ((await closed.count()) > 0) await closed.first().click();
}

/** Answers every consent card in the same way: to agree, or to hand in. */
export async function answerConsents(page, agree = true) {
  await openConsents(page);
  for (const card of await page.locator(".consent-card").all()) {
    await card.getByText(agree ? "同意" : "自己交", { exact: true }).click();
    await expect(card.getByRole("radio", { name: agree ? "同意" : "自己交" })).toBeChecked();
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

/** The line of a document in the ledger. */
export const documentLine = (page, name) =>
  page.locator(".ledger__line").filter({ has: page.locator(".ledger__name").getByText(name, { exact: true }) });

/** The list of ways on under a document that failed. */
export const waysOf = (page, name) => page.getByRole("list", { name: `${name}，别的办法` });

/** Takes a way on for a document that failed. */
export async function takeWay(page, name, way) {
  await waysOf(page, name).getByRole("button", { name: way }).click();
  await expect(waysOf(page, name)).toBeHidden();
}

/** Does what the current step asks for. */
export async function answerStep(page, item, plan, agree = true) {
  const step = stepOf(page);
  if (step === "consent") return answerConsents(page, agree);
  if (step === "documents") {
    await registersAnswered(page);
    return attach(page, plan.files ?? {});
  }
  if (step === "commitments") return sign(page, plan.signature);
  return fillPage(page, item, step.replace("page/", ""), plan.answers);
}

/** Answers and goes on until a step is reached; everything is agreed to. `seen` is called on every step on the way. */
export async function walkTo(page, portal, plan, target, seen = async () => {}) {
  const item = await portal.item(plan.item);
  while (stepOf(page) !== target) {
    if (stepOf(page) === "review") throw new Error(`the draft has no step ${target}`);
    await answerStep(page, item, plan);
    await seen(stepOf(page));
    await goOn(page);
  }
}

/** Begins an item and answers everything up to a step. */
export async function beginAndWalkTo(page, portal, plan, target) {
  await begin(page, portal, plan);
  await walkTo(page, portal, plan, target);
}

/** Hands in what cannot be waived. Where a photograph is wanted, the made one is found wanting and taken all the same. */
export async function attach(page, files) {
  for (const [document, name] of Object.entries(files)) {
    await page.locator(`[id="${document}.files"]`).setInputFiles({ name, mimeType: "image/png", buffer: picture() });
    const anyway = page.locator(".upload__desk").getByRole("button", { name: "就用这张" });
    const names = [name, name.replace(/\.[^.]*$/, ".jpg")].map((name) => page.locator(".upload__name").getByText(name, { exact: true }));
    const kept = names[0].or(names[1]).first();
    await expect(kept.or(anyway)).toBeVisible();
    if (await anyway.isVisible()) await anyway.click();
    await expect(kept).toBeVisible();
  }
}

/** Signs every commitment on the page. */
export async function sign(page, name) {
  for (const box of await page.getByLabel("读完同意，就写上您的姓名").all()) await box.fill(name);
}

/** Puts the tick under the declaration. */
export async function declare(page) {
  await page.locator('label[for="declaration"]').click();
  await expect(page.locator("#declaration")).toBeChecked();
}

/** Declares and submits from the review. Ends on the receipt. */
export async function submit(page) {
  await declare(page);
  await mainButton(page).click();
  await expect(page).toHaveURL(/\/receipt\/\d+$/);
}

/** Declares and submits; answers what was sent, byte for byte. */
export async function submitAndHear(page) {
  const isSubmission = (request) => request.method() === "POST" && request.url().endsWith("/applications");
  const sending = page.waitForRequest(isSubmission);
  await submit(page);
  return (await sending).postData();
}

/** What the receipt says. */
export async function readReceipt(page) {
  await expect(page.getByRole("heading", { name: "已提交" })).toBeVisible();
  const number = await page.locator("[data-number]").getAttribute("data-number");
  const queryCode = (await page.locator(".ticket__number").nth(1).innerText()).replace(/\s/g, "");
  const digest = (await page.locator(".print-receipt__digest").textContent()).trim().split(/\s+/).at(-1);
  return { number, queryCode, digest };
}

/** Waits until everything typed so far is durable. */
export async function saved(page) {
  await expect(page.locator('.save-state[data-state="saved"]')).toBeVisible();
}
