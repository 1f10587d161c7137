// Hands on the keyboard alone. Every stop of the focus is seen: something around what has the focus changes its outline.
import { expect } from "@playwright/test";

/** What has the focus, where it lies, and whether a person sees that it has it. */
const stop = (page) =>
  page.evaluate(() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return null;
    const label = focused.labels?.[0];
    // The ring is drawn around the control, its label where the control itself is not drawn, or the box around it.
    const around = [focused, label, focused.closest(".input, .select, .search__box"), focused.parentElement].filter(
      Boolean,
    );
    const ringed = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    const seen = around.some(
      (element) => ringed(getComputedStyle(element)) || ringed(getComputedStyle(element, "::after")),
    );
    const box = (label ?? focused).getBoundingClientRect();
    const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    const name = `${focused.localName} ${focused.id || focused.textContent.trim().slice(0, 20)}`;
    return { name, heading: focused.localName === "h1", seen, inside };
  });

/**
 * Fails when a person would not see where the focus is. Headings are read, not pressed: they take it without a ring. After
 * the last stop of a page comes the browser's own frame, which no page sees: answers whether the focus is in the page.
 */
export async function expectFocusSeen(page) {
  const at = await stop(page);
  if (at && !at.heading) expect(at, `the focus on ${at.name} is seen`).toMatchObject({ seen: true, inside: true });
  return at !== null;
}

/** Presses Tab until (one of) `target` has the focus, at most `limit` times; looks at every stop on the way. */
export async function tabTo(page, target, { key = "Tab", limit = 60 } = {}) {
  let rounds = 0;
  for (let presses = 0; presses < limit && rounds < 2; presses += 1) {
    if (await target.evaluateAll((elements) => elements.includes(document.activeElement))) return;
    await page.keyboard.press(key);
    if (!(await expectFocusSeen(page))) rounds += 1;
  }
  throw new Error(`${key} does not reach ${target}`);
}

/** Goes to a control and presses a key there. */
export async function pressOn(page, target, key = "Enter") {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

/** A radio group is one stop: Tab leads to the option that is chosen, or to the first, and the arrows choose. */
export async function chooseByArrows(page, group, option) {
  await tabTo(page, group);
  await page.keyboard.press("Space");
  for (let presses = 0; !(await option.isChecked()); presses += 1) {
    if (presses > 20) throw new Error("the arrows did not reach the option");
    await page.keyboard.press("ArrowDown");
    await expectFocusSeen(page);
  }
}
