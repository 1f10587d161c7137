// The camera: a picture is really taken, with the device that Chromium makes up, looked at and kept. The gallery shows the
// same component that a survey by video does.
import config from "./playwright.config.mjs";
import { expect, test } from "./support/test.mjs";

const { launchOptions } = config.use;
const FAKE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
test.use({ launchOptions: { ...launchOptions, args: [...launchOptions.args, ...FAKE] } });

const specimen = (page, name) => page.locator(`[data-specimen^="${name}/"]`);

test("shots are taken with the camera one after the other, each looked at before it is kept", async ({ page }) => {
  await page.goto("/gallery.html");
  const shots = specimen(page, "guided-shots");
  await shots.getByRole("button", { name: "打开摄像头" }).click();
  for (const name of ["装表的那面墙", "旧电表"]) {
    await expect(shots.locator('[aria-current="step"]')).toContainText(name);
    await expect.poll(() => shots.locator("video").evaluate((video) => video.videoWidth)).toBeGreaterThan(0);
    await shots.getByRole("button", { name: "拍下来" }).click();
    const line = shots.locator(".shots__line").filter({ hasText: name });
    const anyway = shots.getByRole("button", { name: "就用这张" });
    await expect(line.getByText("拍好了").or(anyway)).toBeVisible();
    if (await anyway.isVisible()) {
      // What the made-up device shows may be found wanting; that it shows something is seen by its colours.
      const colours = await shots.locator(".upload__thumb").evaluate(async (image) => {
        await image.decode();
        const context = new OffscreenCanvas(32, 32).getContext("2d");
        context.drawImage(image, 0, 0, 32, 32);
        return new Set(new Uint32Array(context.getImageData(0, 0, 32, 32).data.buffer)).size;
      });
      expect(colours).toBeGreaterThan(8);
      await anyway.click();
    }
    await expect(line.getByText("拍好了")).toBeVisible();
  }
  await expect(shots.getByText("都拍好了，存在这台设备上")).toBeVisible();
  await expect(shots.locator("#shots-now")).toBeFocused();
});

test("a device check says that the camera works", async ({ page }) => {
  await page.goto("/gallery.html");
  const check = specimen(page, "device-check");
  await check.getByRole("button", { name: "打开摄像头" }).click();
  await expect(check.getByText("看到画面了，摄像头能用")).toBeVisible();
});
