// Bringing a submission to its end, whatever happened to it: what is pressed is what a person would press who sees the
// page, and nothing else. It may take the portal and the page a while; a person would look again, too.

const LOOK_AGAIN_MS = 50;
/** A person who sees no progress for so long does something about it. */
const PATIENCE_MS = 2_500;

/** What a person sees of a submission's end, in a word or two; in the page. */
function lookAtPage() {
  const seen = (element) => element.checkVisibility();
  const receipt = document.querySelector("[data-number]")?.dataset.number;
  if (location.pathname.startsWith("/receipt/") && receipt) return { end: "receipt", number: receipt };
  const main = document.querySelector("main");
  if (!main || document.querySelector("#frame")) return { end: "loading" };
  const holds = (words) => document.body.textContent.includes(words);
  if (holds("请刷新这一页")) return { end: "stale" };
  if ([...main.querySelectorAll('a[href^="/sign-in"]')].some(seen)) return { end: "signed out" };
  if (!location.pathname.startsWith("/draft/")) return { end: "another page" };
  if (holds("这份草稿不在这里") || holds("已经在另一个页面交上去了")) return { end: "gone" };
  if (holds("正在另一个页面填写")) return { end: "written elsewhere" };
  if (holds("正在替您查")) return { end: "asking" };
  if (main.querySelector("[data-submission]:not([data-submission=refused])")) return { end: "under way" };
  const button = [...document.querySelectorAll(".foot button[data-kind=main]")].find(seen);
  if (!button || button.disabled || button.getAttribute("aria-busy") === "true") return { end: "waiting" };
  const declaration = document.querySelector("#declaration");
  if (!declaration) return { end: "another page" };
  return { end: declaration.checked ? "to press" : "to declare" };
}

/** Presses the first button that is seen with these words; in the page. */
function pressWords(words) {
  const wanted = (button) => button.checkVisibility() && words.includes(button.textContent.trim());
  [...document.querySelectorAll("button")].find(wanted)?.click();
}

/** Brings the draft behind `draft` (its path without a step) to its receipt; answers the receipt's number. */
export async function settle(page, { portal, person, draft, patience_ms = 90_000 }) {
  const until = Date.now() + patience_ms;
  let [last, since] = ["nothing", Date.now()];
  while (Date.now() < until) {
    // A page that is being loaded anew cannot be looked at.
    const { end, number } = await page.evaluate(lookAtPage).catch(() => ({ end: "loading" }));
    if (end === "receipt") return number;
    if (end !== last) [last, since] = [end, Date.now()];
    const tired = Date.now() - since > PATIENCE_MS;
    await act(page, end, tired, { portal, address: portal.signInAddress(person, `${draft}/review`) }).catch(() => {});
    if (tired) since = Date.now();
    await page.waitForTimeout(LOOK_AGAIN_MS);
  }
  throw new Error(`no receipt after ${patience_ms / 1000} s; the page shows: ${last}`);
}

/** What a person does who sees this; what goes wrong meanwhile is seen when they look again. */
async function act(page, end, tired, { portal, address }) {
  switch (end) {
    case "signed out":
      return page.goto(address);
    case "another page":
      return tired && page.goto(address);
    case "stale":
      return page.reload();
    case "gone":
      return openReceipt(page, portal);
    case "to declare":
      return page.locator('label[for="declaration"]').click();
    case "to press":
      await page.evaluate(pressWords, ["提交"]);
      return page.waitForTimeout(4 * LOOK_AGAIN_MS);
    case "asking":
    case "under way":
      return tired && page.evaluate(pressWords, ["提交", "现在就试一次"]);
    case "written elsewhere":
      return tired && page.evaluate(pressWords, ["在这里继续填"]);
    default:
      return null;
  }
}

/** The draft has become an application meanwhile: its receipt is looked at. */
async function openReceipt(page, portal) {
  const [application] = await portal.applications();
  if (application) await page.goto(`/receipt/${application.number}`);
}
