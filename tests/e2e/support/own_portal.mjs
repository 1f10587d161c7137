// A reference portal for a driver that runs without Playwright's runner: on a free port, with a database of its own.
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { Portal } from "./portal.mjs";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** Starts it; `scoped(scope)` steers it for one scope, `stop()` ends it. */
export async function startPortal(name) {
  const address = `127.0.0.1:${await freePort()}`;
  const dist = process.env.E2E_DIST ?? "dist";
  const words = ["--listen", address, "--db", `.run/${name}-${address.split(":")[1]}.sqlite`, "--dist", dist];
  const program = process.env.E2E_PORTAL ?? "target/native/portal";
  const child = spawn(program, [...words, "--pack", `${dist}/items`, "--reset", "--quiet"], { cwd: root, stdio: "ignore" });
  // It does not outlive the driver, however that ends.
  process.once("exit", () => child.kill());
  const url = `http://${address}`;
  await answering(url, child);
  return { url, scoped: (scope) => new Portal(url, scope), stop: () => child.kill() };
}

async function freePort() {
  if (process.env.E2E_PORT) return Number(process.env.E2E_PORT);
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answering(url, child) {
  for (let tries = 0; tries < 300; tries += 1) {
    if (child.exitCode !== null) break;
    const answer = await fetch(`${url}/api/v1/time`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the reference portal did not start");
}
