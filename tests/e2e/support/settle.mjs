// Bringing a submission to its end, whatever happened to it: what is pressed is what a person would press who sees the
// page, and nothing else. It may take the portal and the page a while; a person would look again, too.
import { started } from "./steps.mjs";

const LOOK_AGAIN_MS = 50;

/** What a person sees of a submission's end, told in one word. */
function lookAtPage() {
  const seen = (element) => element?.checkVisibility?.() ?? false;
  const receipt = document.querySelector("[data-number]")?.dataset.number;
  if (location.pathname.startsWith("/receipt/") && receipt) return { end: "receipt", number: receipt };
  const main = document.querySelector("main");
  if (!main || document.querySelector("#frame")) return { end: "loading" };
  if ([...main.querySelectorAll('a[href^="/sign-in"]')].some(seen)) return { end: "signed out" };
  if (main.textContent.includes("这份草稿不在这里")) return { end: "absent" };
  if (main.ownerDocument.body.textContent.includes("请刷新这一页")) return { end: "stale" };
  if (main.textContent.includes("正在替您查")) return { end: "asking" };
  const button = [...document.querySelectorAll(".foot button[data-kind=main]")].find(seen);
  if (!button || button.disabled || button.getAttribute("aria-busy") === "true") return { end: "waiting" };
  const declaration = document.querySelector("#declaration");
  if (!declaration) return { end: "other" };
  return { end: declaration.checked ? "to press" : "to declare" };
}

/** Brings the draft behind `draft` (its path without a step) to its receipt; answers the receipt's number. */
export async function settle(page, { portal, person, draft, patience_ms = 90_000 }) {
  const until = Date.now() + patience_ms;
  const review = `${draft}/review`;
  let last = "nothing";
  while (Date.now() < until) {
    // A page that is being loaded anew cannot be looked at.
    const { end, number } = await page.evaluate(lookAtPage).catch(() => ({ end: "loading" }));
    last = end;
    if (end === "receipt") return number;
    if (end === "signed out") await page.goto(portal.signInAddress(person, review)).catch(() => {});
    if (end === "stale") await page.reload().catch(() => {});
    if (end === "absent") await openReceipt(page, portal);
    if (end === "other") await page.goto(portal.signInAddress(person, review)).catch(() => {});
    if (end === "to declare") await page.locator('label[for="declaration"]').click().catch(() => {});
    if (end === "to press") await page.evaluate(pressMain).catch(() => {});
    await page.waitForTimeout(end === "to press" ? 4 * LOOK_AGAIN_MS : LOOK_AGAIN_MS);
  }
  throw new Error(`no receipt after ${patience_ms / 1000} s; the page shows: ${last}`);
}

function pressMain() {
  [...document.querySelectorAll(".foot button[data-kind=main]")].find((button) => button.checkVisibility())?.click();
}

/** The draft has become an application meanwhile: its receipt is looked at. */
async function openReceipt(page, portal) {
  const [application] = await portal.applications();
  if (!application) throw new Error("the draft is gone, and the portal has no application");
  await page.goto(`/receipt/${application.number}`);
  await started(page);
}
