// Journeys against the built app and the reference portal, in the Chromium of the machine. The scripts of script/ call
// it: `--project journeys` (all that make test runs), `--project shots` (pictures), `--project bench` (timings).
// The portal that is started here is for all specs of one run. Specs that move its clock or switch faults on sign in
// under a scope of their own, so that two at a time are safe for them; alone by default, because timings stay calm so.
import { defineConfig } from "@playwright/test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const port = Number(process.env.E2E_PORT ?? 8097);
const address = `http://127.0.0.1:${port}`;
// Another build of app and portal can be tried without touching those of make test.
const dist = process.env.E2E_DIST ?? "dist";
const binary = process.env.E2E_PORTAL ?? "target/native/portal";
const database = `.run/e2e-${port}.sqlite`;
const portal = `${binary} --listen 127.0.0.1:${port} --db ${database} --dist ${dist} --pack ${dist}/items --reset --quiet`;

export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results",
  fullyParallel: false,
  workers: Number(process.env.E2E_WORKERS ?? 1),
  // What passes only when it is tried again is named flaky at the end of the run.
  retries: Number(process.env.E2E_RETRIES ?? 0),
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: {
    baseURL: address,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    // A service worker would ask for files where page.route() does not see it; the specs about it let it in.
    serviceWorkers: "block",
    viewport: { width: 1280, height: 800 },
    actionTimeout: 15_000,
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
      // Without the sandbox, because Chromium refuses to start as root with it; the rest keeps it from calling home.
      args: [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "journeys", testMatch: /.*\.spec\.(mjs|ts)$/, testIgnore: /(shots|bench)\.spec\./ },
    { name: "shots", testMatch: /shots\.spec\.(mjs|ts)$/ },
    { name: "bench", testMatch: /bench\.spec\.(mjs|ts)$/, timeout: 600_000 },
  ],
  webServer: { command: portal, cwd: root, url: `${address}/`, reuseExistingServer: false, stdout: "ignore", timeout: 30_000 },
});
