// A survey by video: the shots are really taken, with the device that Chromium makes up, without a network, and reach the
// company when there is one again.
import config from "./playwright.config.mjs";
import { Contract, expect, open, test } from "./support/joint.mjs";

const { launchOptions } = config.use;
const FAKE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
test.use({ launchOptions: { ...launchOptions, args: [...launchOptions.args, ...FAKE] } });

/** An application whose survey by video is booked, with the page of the survey open. */
async function booked(page, portal) {
  const contract = await Contract.signIn(portal);
  const number = await contract.apply();
  await portal.advance(2);
  await contract.book(number, await contract.slot(true));
  await open(page, portal, number, "survey");
  const { survey } = await contract.read(number);
  return { contract, number, survey };
}

async function take(page, name) {
  const shots = page.locator(".shots");
  await expect(shots.locator('[aria-current="step"]')).toContainText(name);
  await expect.poll(() => shots.locator("video").evaluate((video) => video.videoWidth)).toBeGreaterThan(0);
  await shots.getByRole("button", { name: "拍下来" }).click();
  const line = shots.locator(".shots__line").filter({ hasText: name });
  const anyway = shots.getByRole("button", { name: "就用这张" });
  await expect(line.getByText("拍好了").or(anyway)).toBeVisible();
  if (await anyway.isVisible()) await anyway.click();
  await expect(line.getByText("拍好了")).toBeVisible();
}

test("shots that could not leave go by themselves once the page was left and there is a network", async ({ page, portal, context, complaints }) => {
  complaints.expect(/ERR_INTERNET_DISCONNECTED|Failed to fetch/);
  const { contract, number, survey } = await booked(page, portal);
  await expect(page.getByRole("button", { name: "打开摄像头" })).toHaveCount(1);
  await page.getByRole("button", { name: "打开摄像头" }).click();
  const [first] = survey.shots;
  await take(page, first.name);
  await context.setOffline(true);
  await page.getByRole("button", { name: "把 1 张照片交给公司" }).click();
  await expect(page.getByRole("alert")).toContainText("都存在这台设备上");
  await page.close();

  await context.setOffline(false);
  const later = await context.newPage();
  // Somewhere else in the app: nothing there knows of the shots.
  await open(later, portal, number);
  await later.waitForURL(`**/applications/${number}`);
  await later.goto("/help");
  const state = async () => (await contract.read(number)).survey.shots.map((shot) => shot.state);
  await expect.poll(async () => (await state())[0]).toBe("received");
  expect((await state()).slice(1)).not.toContain("received");
});

test("shots that were taken without a network reach the company when there is one", async ({ page, portal, complaints }) => {
  complaints.expect(/ERR_INTERNET_DISCONNECTED|Failed to fetch/);
  const { contract, number, survey } = await booked(page, portal);
  expect(survey.shots.length).toBeGreaterThan(1);
  await page.locator(".shots").getByRole("button", { name: "打开摄像头" }).click();
  await take(page, survey.shots[0].name);
  await page.context().setOffline(true);
  for (const shot of survey.shots.slice(1)) await take(page, shot.name);
  await page.getByRole("button", { name: `把 ${survey.shots.length} 张照片交给公司` }).click();
  await expect(page.getByRole("alert")).toContainText("都存在这台设备上");
  expect((await contract.read(number)).survey.shots.map((shot) => shot.state)).not.toContain("received");

  await page.context().setOffline(false);
  await expect(page.locator(".shots-asked__state").first()).toHaveText("公司收到了");
  const states = (await contract.read(number)).survey.shots.map((shot) => shot.state);
  expect(new Set(states)).toEqual(new Set(["received"]));
});
