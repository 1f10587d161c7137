// An item that changes, or goes, while a draft of it lies on the device. The changed version is put in front of the real
// pack, as a site would publish it.
import { statSync } from "node:fs";
import { keepAsFile } from "./support/draft_file.mjs";
import { beginAndWalkTo, draftId, mainButton, planOf, saved, walkTo } from "./support/steps.mjs";
import { expect, test } from "./support/test.mjs";

const record = planOf("criminal_record");
const code = record.item;

// What a page asks for has to pass here, and not be answered by a worker from its own stock.
test.use({ serviceWorkers: "block" });

/** Publishes another version of the item. */
async function publish(page, change) {
  const [first, index] = await Promise.all(
    [`/items/${code}/1.json`, "/items/index.json"].map(async (path) => (await page.request.get(path)).json()),
  );
  first.version = 2;
  change(first);
  index.items.find((item) => item.code === code).version = 2;
  await page.route("**/items/index.json", (route) => route.fulfill({ json: index }));
  await page.route(`**/items/${code}/2.json`, (route) => route.fulfill({ json: first }));
}

/** Takes the item off the index; its versions stay where they are. */
async function withdraw(page) {
  const index = await (await page.request.get("/items/index.json")).json();
  index.items = index.items.filter((item) => item.code !== code);
  await page.route("**/items/index.json", (route) => route.fulfill({ json: index }));
}

const pageOf = (item, id) => item.pages.find((page) => page.id === id);
const questionOf = (item, page, id) => pageOf(item, page).questions.find((question) => question.id === id);

/** Something of everything: a new name, a new kind, a question and an option that are gone, a question that is new. */
function change(item) {
  const receiver = questionOf(item, "purpose", "receiver");
  receiver.id = "handed_to";
  receiver.label.zh = "证明要交给谁？";
  const purpose = questionOf(item, "purpose", "purpose").kind.choice;
  purpose.options = purpose.options.filter((option) => option.id !== "work");
  const person = pageOf(item, "person");
  person.questions = person.questions.filter((question) => question.id !== "former_name");
  const option = (id, zh) => ({ id, label: { zh, en: id } });
  const often = questionOf(item, "purpose", "many_this_year");
  delete often.default;
  often.kind = { choice: { options: [option("none", "没有"), option("some", "开过")] } };
  item.renamed = [{ since: 2, what: "question", from: "receiver", to: "handed_to" }];
}

const toCheck = (page) => page.locator(".to-check__entry");
const entry = (page, label) => toCheck(page).filter({ has: page.getByRole("heading", { name: label, exact: true }) });

/** A draft under the first version with everything up to the delivery, stored; the program is gone. */
async function draftOfFirst(page, portal) {
  await beginAndWalkTo(page, portal, { ...record, answers: { ...record.answers, former_name: "王兰" } }, "page/delivery");
  await saved(page);
  const id = draftId(page);
  await page.goto("about:blank");
  return `/draft/${id}`;
}

test("a draft under a changed item keeps what fits, follows new names and lists the rest until it is ticked off", async ({
  page,
  portal,
}) => {
  const address = await draftOfFirst(page, portal);
  await publish(page, change);
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("这个事项更新了");
  await expect(page.getByText(/您填过的 \d+ 项都带过来了，不用重填/)).toBeVisible();
  await expect(toCheck(page)).toHaveCount(2);
  await expect(entry(page, "曾用名")).toContainText("王兰");
  await expect(entry(page, "曾用名")).toContainText("说说查谁");
  await expect(entry(page, "用途")).toContainText("找工作、入职");
  await entry(page, "曾用名").getByText("看过了").click();
  await expect(page.getByText("还有 1 项没带过来")).toBeVisible();
  await saved(page);

  // The list survives a reload, with its ticks.
  await page.reload();
  await expect(entry(page, "曾用名").getByRole("checkbox")).toBeChecked();
  await expect(entry(page, "用途").getByRole("checkbox")).not.toBeChecked();

  // On goes the first page on which something is left, and what was renamed stands there.
  await mainButton(page).click();
  await expect(page).toHaveURL(/\/page\/purpose$/);
  await expect(page.getByLabel("证明要交给谁？")).toHaveValue(record.answers.receiver);
  await expect(page.getByText("这个事项更新了，还有 1 项要您核对")).toBeVisible();
  await saved(page);
  await page.reload();
  await expect(page.getByLabel("证明要交给谁？")).toHaveValue(record.answers.receiver);
  await page.getByRole("button", { name: "看一看" }).click();
  await entry(page, "用途").getByText("看过了").click();
  await expect(page.getByText("都看过了")).toBeVisible();
  await mainButton(page).click();
  await expect(page).toHaveURL(/\/page\/purpose$/);
  await expect(page.getByText("这个事项更新了")).toHaveCount(0);
});

test("the old draft lies untouched until the one that was carried over is saved", async ({ page, portal, complaints }) => {
  complaints.expect(/QuotaExceeded/);
  const address = await draftOfFirst(page, portal);
  await publish(page, change);
  await page.addInitScript(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (...stored) {
      if (sessionStorage.getItem("full") && this.name === "drafts") throw new DOMException("no room", "QuotaExceededError");
      return put.apply(this, stored);
    };
  });
  await page.goto("/");
  await page.evaluate(() => sessionStorage.setItem("full", "yes"));
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("这个事项更新了");
  await expect(page.locator(".save-state")).toHaveAttribute("data-state", "failed");
  await page.evaluate(() => sessionStorage.removeItem("full"));
  await page.unroute("**/items/index.json");
  await page.goto(`${address}/page/person`);
  await expect(page.getByLabel("以前叫过别的名字吗？")).toHaveValue("王兰");
});

test("the draft of an item that is not offered any more can be read and kept as a file, and says so", async ({
  page,
  portal,
}, info) => {
  const address = await draftOfFirst(page, portal);
  await withdraw(page);
  await page.goto(`${address}/page/purpose`);
  await expect(page.getByText("这个事项已经停办，不能再交")).toBeVisible();
  await expect(page.getByLabel("交给哪个单位？")).toHaveValue(record.answers.receiver);
  await page.getByRole("link", { name: "存成文件" }).click();
  const path = info.outputPath("draft.mzb");
  await keepAsFile(page, path);
  expect(statSync(path).size).toBeGreaterThan(1_000);
  await page.goto(`${address}/page/delivery`);
  await walkTo(page, { item: () => portal.item(code) }, record, "review");
  await mainButton(page).click();
  await expect(page.getByRole("alert")).toContainText("已经停办");
  expect(await portal.applications()).toEqual([]);
});
