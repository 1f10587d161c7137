// Serves the hand-written page with the app's own stylesheet, compressed as the portal serves the app.
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

const root = new URL("../../../", import.meta.url);
const dist = new URL(`${process.env.E2E_DIST ?? "dist"}/`, root);

/** Starts the server on a free port of this machine; `address` is its page, `close()` ends it. */
export async function serveFloor() {
  const style = readdirSync(fileURLToPath(dist)).find((name) => /^style-.*\.css$/.test(name));
  const files = {
    "/": ["text/html; charset=utf-8", new URL("tests/e2e/floor/index.html", root)],
    "/style.css": ["text/css", new URL(style, dist)],
    "/icon.svg": ["image/svg+xml", new URL("icon.svg", dist)],
  };
  const served = Object.fromEntries(
    Object.entries(files).map(([path, [type, file]]) => [path, { type, body: brotliCompressSync(readFileSync(file)) }]),
  );
  const server = createServer(({ url }, response) => {
    const file = served[url];
    if (!file) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": file.type, "content-encoding": "br", "cache-control": "no-cache" });
    return response.end(file.body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
