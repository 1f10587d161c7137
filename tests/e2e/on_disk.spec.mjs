// What somebody finds who has the disk: after a person has typed and closed the browser, nothing of it.
import { filesWith } from "./support/disk.mjs";
import { openProfile } from "./support/profile.mjs";
import { picture } from "./support/picture.mjs";
import { quietPage } from "./support/storage.mjs";
import { answerConsents, begin, beginAndWalkTo, goOn, planOf, saved, stepOf } from "./support/steps.mjs";
import { fillSignIn, pressSignIn } from "./support/trouble.mjs";
import { expect, test } from "./support/test.mjs";

const record = planOf("criminal_record");
// Letters that no compression shortens, and characters that the browser stores in two bytes each.
const MARK = "Qz7xK9vW3pR8mT2n";
const CHINESE = "暗栽鹂黍";

test("after typing and closing the browser its folder holds nothing of what was typed", async ({
  portal,
  complaints,
}, info) => {
  const folder = info.outputPath("profile");
  const { context, page } = await openProfile(folder, complaints, info);
  await beginAndWalkTo(page, portal, record, "page/purpose");
  await page.getByLabel("交给哪个单位？").pressSequentially(`${CHINESE}${MARK}`);
  await expect(page.locator(".save-state")).toHaveAttribute("data-state", "saving");
  await saved(page);
  // A reload and a way back put the page into the browser's own history and cache as well.
  await page.reload();
  await expect(page.getByLabel("交给哪个单位？")).toHaveValue(`${CHINESE}${MARK}`);
  await page.goto("/help");
  await page.goBack();
  await expect(page.getByLabel("交给哪个单位？")).toHaveValue(`${CHINESE}${MARK}`);
  await context.close();
  expect(filesWith(folder, [MARK, CHINESE])).toEqual([]);
});

/** Types a name and a telephone number into controls that a browser may complete; ends with the browser closed. */
async function typePerson({ context, page }, portal) {
  await page.goto("/sign-in");
  await fillSignIn(page, record.person);
  await pressSignIn(page, portal, record.person);
  await expect(page).toHaveURL((url) => url.pathname === "/");
  await begin(page, portal, record);
  await answerConsents(page, false);
  while (stepOf(page) !== "page/person") await goOn(page);
  await page.locator("#applicant_name").pressSequentially(CHINESE);
  await page.locator("#applicant_phone").fill(PHONE);
  await page.locator("#applicant_id").focus();
  await saved(page);
  await page.reload();
  await expect(page.locator("#applicant_name")).toHaveValue(CHINESE);
  await page.goto("/help");
  await page.goBack();
  await expect(page.locator("#applicant_name")).toHaveValue(CHINESE);
  await context.close();
}

const SIGN_IN_PHONE = "13800003456";
const PHONE = "13977310582";

test("neither a name nor a telephone number that was typed is in the files of the browser's session", async ({
  portal,
  complaints,
}, info) => {
  const folder = info.outputPath("profile");
  await typePerson(await openProfile(folder, complaints, info), portal);
  expect(filesWith(folder, [CHINESE, PHONE, SIGN_IN_PHONE])).toEqual([]);
});

test("a browser that may complete a name keeps it in the files of its session", async ({ portal, complaints }, info) => {
  const folder = info.outputPath("profile");
  const profile = await openProfile(folder, complaints, info);
  await profile.context.addInitScript(() => {
    const { setAttribute } = Element.prototype;
    Element.prototype.setAttribute = function (name, value) {
      setAttribute.call(this, name, name === "autocomplete" && value === "off" ? "on" : value);
    };
  });
  await typePerson(profile, portal);
  expect(filesWith(folder, [CHINESE]).join("\n")).toMatch(/Sessions/);
});

test("a file that was handed in lies on the disk sealed", async ({ portal, complaints }, info) => {
  const food = planOf("food_business");
  const folder = info.outputPath("profile");
  const { context, page } = await openProfile(folder, complaints, info);
  await beginAndWalkTo(page, portal, food, "documents");
  const file = { name: `${MARK}.png`, mimeType: "image/png", buffer: Buffer.concat([picture(), Buffer.from(MARK)]) };
  await page.locator("input[type=file]").first().setInputFiles(file);
  await expect(page.locator(".upload__name").getByText(`${MARK}.png`, { exact: true })).toBeVisible();
  await saved(page);
  await context.close();
  expect(filesWith(folder, [MARK])).toEqual([]);
});

test("the search finds what is stored readably, wherever the browser stores it", async ({ complaints }, info) => {
  const folder = info.outputPath("profile");
  const { context } = await openProfile(folder, complaints, info);
  const page = await quietPage(context, complaints);
  await page.evaluate(
    async ([mark, chinese]) => {
      localStorage.setItem("mark", `local ${chinese}`);
      sessionStorage.setItem("mark", `session ${mark}`);
      await new Promise((resolve, reject) => {
        const request = indexedDB.open("control", 1);
        request.onupgradeneeded = () => request.result.createObjectStore("drafts");
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const transaction = request.result.transaction("drafts", "readwrite", { durability: "strict" });
          transaction.objectStore("drafts").put({ text: `${mark} plain` }, "a");
          transaction.objectStore("drafts").put({ text: `${chinese} 明文` }, "b");
          transaction.oncomplete = resolve;
        };
      });
      const cache = await caches.open("control");
      await cache.put("/mark", new Response(`cached ${mark}`));
    },
    [MARK, CHINESE],
  );
  await context.close();
  const places = (text) => filesWith(folder, [text]).join("\n");
  expect(places(MARK)).toMatch(/IndexedDB/);
  expect(places(CHINESE)).toMatch(/IndexedDB/);
  expect(places(MARK)).toMatch(/CacheStorage/);
  expect(places(CHINESE)).toMatch(/Local Storage/);
});
