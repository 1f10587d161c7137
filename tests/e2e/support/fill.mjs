// Filling in a page of questions by their definitions: each kind of control is used as a person uses it. What was filled
// in for the citizen is left alone.
import { expect } from "./test.mjs";

const kindOf = (question) => (typeof question.kind === "string" ? question.kind : Object.keys(question.kind)[0]);

/** The two options of a question that asks for yes or no. */
export const YES_OR_NO = [
  { id: "yes", label: { zh: "是" } },
  { id: "no", label: { zh: "不是" } },
];

/** An element by its id; ids of files have a dot in them. */
const byId = (scope, id) => scope.locator(`[id="${id}"]`);

/** Answers every question of a page that is asked and that `answers` has an answer for. */
export async function fillPage(page, item, pageId, answers) {
  const { questions } = item.pages.find((definition) => definition.id === pageId);
  for (const question of questions) {
    if (!(question.id in answers) || (await isPrefilled(page, question))) continue;
    if (kindOf(question) === "group") await fillRows(page, question, answers[question.id]);
    else await fillField(page, question, question.id, answers[question.id]);
  }
}

/** Whether the page shows an answer as filled in for the citizen instead of asking for it. */
export async function isPrefilled(page, question) {
  const asked = page.locator(`[id="${question.id}"], [id="${question.id}-title"]`).first();
  await asked.waitFor({ state: "attached" });
  return (await asked.getAttribute("class"))?.includes("prefilled__line") ?? false;
}

/** Answers one question whose control has this id. */
export async function fillField(page, question, id, answer) {
  switch (kindOf(question)) {
    case "choice":
      return choose(page, question.kind.choice.options, id, answer);
    case "choices":
      for (const option of answer) await choose(page, question.kind.choices.options, id, option);
      return;
    case "yes_no":
      return choose(page, YES_OR_NO, id, answer);
    case "date": {
      const parts = answer.split("-").map(Number);
      for (const [ix, part] of parts.entries()) await byId(page, ix === 0 ? id : `${id}-${ix}`).fill(String(part));
      return;
    }
    case "region":
      await byId(page, id).selectOption({ label: answer[0] });
      await byId(page, `${id}-village`).selectOption({ label: answer[1] });
      return;
    default:
      await byId(page, id).fill(answer);
  }
}

/** The row of an option: its control has the field's name, its label the option's words. */
export function optionRow(page, options, id, answer) {
  const words = options.find((option) => option.id === answer).label.zh;
  const title = page.locator(".choice__title").getByText(words, { exact: true });
  return page
    .locator(".choice")
    .filter({ has: page.locator(`input[name="${id}"]`) })
    .filter({ has: title });
}

/** Presses an option. */
async function choose(page, options, id, answer) {
  const row = optionRow(page, options, id, answer);
  await row.locator("label").click();
  await expect(row.locator("input")).toBeChecked();
}

/** Adds the rows that are missing, and answers each. `pick` names the usual thing that a row begins with. */
async function fillRows(page, question, rows) {
  const list = page.locator(`[aria-labelledby="${question.id}-title"] .rows__row`).locator("visible=true");
  for (const [ix, { pick, ...answers }] of rows.entries()) {
    if ((await list.count()) <= ix) await addRow(page, question.id, pick);
    const row = list.nth(ix);
    await expect(row).toBeVisible();
    for (const child of question.kind.group.questions) {
      if (!(child.id in answers)) continue;
      const control = row.locator(`[id^="${child.id}-"]:is(input, select, textarea)`).first();
      if ((await control.count()) === 0) await row.getByRole("button", { name: "改一下" }).click();
      await fillField(page, child, await control.getAttribute("id"), answers[child.id]);
    }
  }
}

/** Adds a row; where usual things are offered, this one or one of one's own. */
export async function addRow(page, group, common) {
  const offer = byId(page, `${group}-pick`);
  if ((await offer.count()) === 0) return byId(page, group).click();
  if (!(await offer.isVisible())) await byId(page, group).click();
  if (common) await offer.getByText(common, { exact: true }).click();
  else await offer.locator("[data-own]").click();
  await expect(offer).toBeHidden();
}

/** What the page holds: every answer by its field, whether it is typed, chosen, filled in for the citizen or only listed. */
export function answersOnPage(page) {
  return page.evaluate(() => {
    const answers = {};
    for (const control of document.querySelectorAll(
      "main :is(input, select, textarea):not([type=file], #declaration)",
    )) {
      const choice = ["radio", "checkbox"].includes(control.type);
      const words = choice ? control.nextElementSibling.textContent : "";
      if (!choice) answers[control.id] = control.value;
      else if (control.checked) answers[`${control.name}: ${words}`] = true;
    }
    for (const line of document.querySelectorAll(".prefilled__line"))
      answers[line.id] = line.querySelector(".prefilled__value").textContent;
    for (const row of document.querySelectorAll(".summary-list__row")) {
      answers[row.querySelector(".summary-list__key").textContent] =
        row.querySelector(".summary-list__value").textContent;
    }
    for (const line of document.querySelectorAll(".ledger__line")) {
      answers[line.querySelector(".ledger__name").textContent] =
        `${line.dataset.state} ${line.querySelector(".upload__name")?.textContent ?? ""}`;
    }
    return answers;
  });
}
