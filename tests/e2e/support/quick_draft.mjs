// A draft of the shortest item, answered to its end in a second: a thousand of them are wanted. It is answered inside the
// page, by the same controls that a person presses, without looking at each before.
import { planOf } from "./steps.mjs";

const { item, person, situation, answers } = planOf("criminal_record");
const TEXTS = Object.entries(answers).filter(([, answer]) => typeof answer === "string");

/** Who applies in such a draft. */
export const PERSON = person;

/** Makes a draft, with `receiver` as one of its answers. Ends on the review; answers the draft's path. */
export async function quickDraft(page, portal, receiver) {
  const guide = `/item/${item}?${new URLSearchParams(situation)}&start=1`;
  await follow(page, portal.signInAddress(person, guide));
  await page.waitForURL(/\/draft\/[^/]+\/consent$/);
  await page.evaluate(answerAll, { ...Object.fromEntries(TEXTS), receiver });
  return new URL(page.url()).pathname.replace(/\/review$/, "");
}

/** Goes to an address of the program as a link in it does, without loading it anew; loads it where it is not there yet. */
export async function follow(page, address) {
  if (page.url() === "about:blank") {
    await page.goto(address);
    return;
  }
  await page.evaluate((address) => {
    const link = document.createElement("a");
    link.href = address;
    document.body.append(link);
    link.click();
    link.remove();
  }, address);
}

/** In the page: answers step after step until the review is there. */
async function answerAll(texts) {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const until = async (holds) => {
    for (let frames = 0; !holds(); frames += 1) {
      if (frames > 1_800) throw new Error(`stuck on ${location.pathname}`);
      await frame();
    }
  };
  const step = () => location.pathname.split("/").slice(3).join("/");
  const all = (query) => [...document.querySelectorAll(query)];
  const press = (query, words) => all(query).find((label) => label.textContent.includes(words))?.click();
  const main = () => all(".foot button[data-kind=main]").find((button) => button.checkVisibility());
  const answers = {
    consent: async () => {
      await until(() => all(".consent-card").length > 0);
      for (const opener of all(".consent-card__open")) opener.click();
      await until(() => all(".consent-card__open").length === 0);
      for (const card of all(".consent-card"))
        [...card.querySelectorAll("label")].find((label) => label.textContent.trim().startsWith("同意")).click();
    },
    documents: () => until(() => all('.ledger__line').length > 0 && all('.ledger__line[data-state="asking"]').length === 0),
    "page/purpose": async () => {
      await until(() => document.querySelector("#receiver"));
      press(".choice label", "找工作");
    },
    "page/delivery": async () => {
      await until(() => all(".choice label").length > 0);
      press(".choice label", "电子");
    },
  };
  const write = () => {
    for (const [id, text] of Object.entries(texts)) {
      const control = document.getElementById(id);
      if (!control?.matches("input[type=text], input[type=tel], textarea") || control.value === text) continue;
      control.value = text;
      control.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };
  while (step() !== "review") {
    const here = step();
    await answers[here]?.();
    // The address changes a moment before the page does: what was pressed on the page before leads nowhere.
    for (let frames = 0; step() === here; frames += 1) {
      if (frames > 1_800) throw new Error(`stuck on ${location.pathname}`);
      if (frames % 20 === 1) {
        write();
        main()?.click();
      }
      await frame();
    }
  }
  await until(() => document.querySelector("#declaration"));
}
