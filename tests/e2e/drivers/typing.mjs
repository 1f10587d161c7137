// Somebody who types into a draft, at the speed of a person or much faster, until the browser is gone.

/** The pages of the draft that are typed into. */
export const PAGES = ["person", "purpose"];

const TEXTS = { person: "former_name", purpose: "receiver" };
const PURPOSES = ["找工作、入职", "考试报名", "从业许可", "收养孩子"];
const CHARACTERS = [..."示范县城南街道迎宾大道北关新村第一二三四五六七八九十幼儿园小学医院公司派出所栋室号abcdXYZ0123456789"];

/** Types, chooses and changes pages until `kill.dead`. */
export async function type(page, run, chance, kill, goTo) {
  try {
    while (!kill.dead) {
      const step = chance.oneOf(PAGES);
      const path = `${run.draft}/page/${step}`;
      if (new URL(page.url()).pathname !== path) kill.left();
      await goTo(page, path);
      if (step === "purpose" && chance.onceIn(2)) await choose(page, run.typed, path, chance);
      else await write(page, run.typed, path, TEXTS[step], chance, kill);
    }
  } catch (error) {
    if (!kill.dead) throw error;
  }
}

/** Writes a new text over the old one, key by key. */
async function write(page, typed, path, name, chance, kill) {
  const control = page.locator(`[id="${name}"]`);
  await control.focus();
  await page.keyboard.press("Control+A");
  const pause_ms = chance.oneOf([0, 0, 20, 60, 140]);
  let text = "";
  for (let left = chance.between(3, 24); left > 0 && !kill.dead; left -= 1) {
    text += chance.oneOf(CHARACTERS);
    typed.begin(path, name, text);
    await page.keyboard.insertText(text.at(-1));
    if (pause_ms) await page.waitForTimeout(chance.between(0, pause_ms));
  }
  // A person also looks up from time to time, and sees that it is saved.
  if (chance.onceIn(2)) await page.waitForTimeout(chance.between(100, 500));
}

/** Chooses one of several. */
async function choose(page, typed, path, chance) {
  const label = chance.oneOf(PURPOSES);
  const row = page.locator(".choice").filter({ has: page.locator('input[name="purpose"]') }).filter({ hasText: label });
  typed.begin(path, "purpose", await row.locator("input + *").evaluate((element) => element.textContent));
  await row.locator("label").click();
}
