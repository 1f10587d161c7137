// How the other engines are started: each behind its own driver, on a port that was free.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { Browser } from "./webdriver.mjs";

const MINI_BROWSER = `/usr/lib/${process.arch === "arm64" ? "aarch64" : "x86_64"}-linux-gnu/webkit2gtk-4.1/MiniBrowser`;

const firefox = (...args) => ({
  "moz:firefoxOptions": { binary: process.env.FIREFOX || "firefox-esr", args: ["-headless", ...args] },
});

export const ENGINES = {
  Firefox: {
    driver: process.env.GECKODRIVER || "geckodriver",
    capabilities: firefox(),
    /** With a profile that stays when the browser is closed. */
    withProfile: (folder) => firefox("-profile", folder),
  },
  // It has no mode without a window: script/engines gives it a screen that nobody sees.
  WebKitGTK: {
    driver: "WebKitWebDriver",
    capabilities: { "webkitgtk:browserOptions": { binary: MINI_BROWSER, args: ["--automation"] } },
  },
};

/** Why an engine cannot be tried on this machine; nothing when it can. */
export const missing = ({ driver }) => (spawnSync(driver, ["--version"]).error ? `${driver} is not there` : false);

/** Opens an engine's browser, hands it over, and ends both browser and driver. */
export async function withBrowser({ driver, capabilities }, use) {
  const port = await freePort();
  const process_ = spawn(driver, [`--port=${port}`], { stdio: ["ignore", "ignore", "inherit"] });
  const ended = once(process_, "exit");
  let browser;
  try {
    browser = await Browser.open(`http://127.0.0.1:${port}`, capabilities);
    await use(browser);
  } finally {
    await browser?.close().catch(() => {});
    process_.kill();
    await ended;
  }
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
