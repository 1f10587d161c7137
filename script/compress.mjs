// Writes a `.br` beside every text and wasm file below a folder (brotli, quality 11), for servers that send such files
// as they are. A slow line is where this counts: a fifth of the bytes. Usage: node script/compress.mjs DIR
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const WORTH_IT = /\.(html|css|js|wasm|json|svg)$/;

/** Brotli as the figures weigh it and as it is served. */
export const compress = (bytes) =>
  brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });

/** All files below a folder, as paths from it. */
export const filesBelow = (root, folder = ".") =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(root, join(folder, entry.name)) : [join(folder, entry.name)],
  );

if (process.argv[1] === import.meta.filename) {
  const root = process.argv[2];
  for (const name of filesBelow(root).filter((name) => WORTH_IT.test(name))) {
    writeFileSync(join(root, `${name}.br`), compress(readFileSync(join(root, name))));
  }
}
