// What happens to one submission of the storm: what the portal does wrong, and what the person or the device does
// meanwhile. Chosen by chance, so that the same seed is the same weather.

const SUBMIT = "POST /api/v1/applications";
const BY_KEY = "GET /api/v1/applications/by-key";

/** Chooses the weather of one submission: `{ faults, deed, after_ms }`. */
export function weather(chance) {
  const faults = Array.from({ length: chance.oneOf([0, 1, 1, 1, 2, 3]) }, () => ({
    route: chance.onceIn(4) ? BY_KEY : SUBMIT,
    kind: misbehaviour(chance),
    times: chance.oneOf([1, 1, 2]),
  }));
  return { faults, deed: chance.oneOf(Object.keys(DEEDS)), after_ms: chance.between(0, 400) };
}

const misbehaviour = (chance) =>
  chance.oneOf([
    { delay_ms: chance.between(50, 1_500) },
    { late_ms: chance.between(50, 1_500) },
    { busy_s: 1 },
    "drop_after_commit",
    "drop_after_commit",
    "reset",
    "wrong_json",
    { status: chance.oneOf([500, 502, 503]) },
    { status: 401 },
  ]);

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const button = (page) => page.locator(".foot button[data-kind=main]").locator("visible=true");

/** Presses without waiting for what becomes of it; `force` because the page may be busy with the press before. */
const press = (page) => button(page).click({ force: true, noWaitAfter: true });

/** Submits in the second tab: where the first one writes the draft, this one takes over first. */
const pressHere = (page) =>
  page.evaluate(() => {
    const seen = (query) => [...document.querySelectorAll(query)].find((element) => element.checkVisibility());
    if (document.querySelector("#declaration")) {
      document.querySelector('label[for="declaration"]').click();
      seen(".foot button[data-kind=main]").click();
    } else {
      seen("main button[data-kind=main]")?.click();
    }
  });

/** What is done on a review that is declared, by name. Each begins the submission; none waits for its end. */
export const DEEDS = {
  press,
  "double click": (page) => button(page).dblclick({ force: true }),
  "enter five times": async (page) => {
    await button(page).focus();
    for (let presses = 0; presses < 5; presses += 1) await page.keyboard.press("Enter");
  },
  "reload while sending": async (page, { after_ms }) => {
    await press(page);
    await wait(after_ms);
    await page.reload();
  },
  "leave and come back": async (page, { after_ms, draft, follow }) => {
    await press(page);
    await follow(page, "/");
    await wait(after_ms);
    await follow(page, `${draft}/review`);
  },
  "offline before": async (page, { after_ms }) => {
    await page.context().setOffline(true);
    await press(page);
    await wait(after_ms);
    await page.context().setOffline(false);
  },
  "offline meanwhile": async (page, { after_ms }) => {
    await press(page);
    await wait(after_ms);
    await page.context().setOffline(true);
    await wait(after_ms);
    await page.context().setOffline(false);
  },
  "session ends": async (page, { portal }) => {
    await portal.endSessions();
    await press(page);
  },
  "two tabs": async (page, { other }) => {
    await Promise.all([press(page), pressHere(other)]);
  },
};
