// Makes what wasm-bindgen wrote shorter: the names under which the program and its script know each other carry digests, which
// no compression makes small; the script is written for readers; and libraries export classes that nobody here makes, which
// keeps all that they could call. All is called by script/split.mjs.
import { transformSync } from "esbuild";

const NAME = /__wbg_\w+_[0-9a-f]{16}/g;
const IMPORTS = 2;
const EXPORTS = 7;

/** Gives each of the script's imports a short name, the same in program and script. */
export function shorten(program, script) {
  const short = new Map();
  const named = (name) => {
    if (!short.has(name)) short.set(name, `$${short.size.toString(36)}`);
    return short.get(name);
  };
  return [renameImports(program, named), script.replace(NAME, named)];
}

/** Leaves out the exported classes that the script itself never makes. What only they called goes when the program is optimised. */
export function withoutUnusedClasses(program, script) {
  const unused = [...script.matchAll(/^export class (\w+) \{$/gm)].map(([, name]) => name).filter((name) => !script.includes(`${name}.__wrap`));
  const isOf = (name) => unused.some((one) => name.includes(one.toLowerCase()));
  const left = unused.reduce(
    (text, name) =>
      text
        .replace(new RegExp(`^export class ${name} \\{\n[\\s\\S]*?^\\}\n`, "m"), "")
        .replace(new RegExp(`^if \\(Symbol\\.dispose\\) ${name}\\..*\n`, "m"), "")
        .replace(new RegExp(`^const ${name}Finalization = [\\s\\S]*?;\n`, "m"), ""),
    script,
  );
  return [withoutExports(program, isOf), left];
}

function withoutExports(program, isUnwanted) {
  const { start, end, body } = section(program, EXPORTS);
  const kept = [];
  const [count, first] = leb(program, body);
  let at = first;
  for (let index = 0; index < count; index += 1) {
    const name = bytesOf(program, at);
    const [, after] = leb(program, name.end + 1);
    if (!isUnwanted(name.bytes.toString())) kept.push(program.subarray(at, after));
    at = after;
  }
  const written = sized(Buffer.concat([toLeb(kept.length), ...kept]));
  return Buffer.concat([program.subarray(0, start), Buffer.from([EXPORTS]), written, program.subarray(end)]);
}

/** The script without what only readers need. */
export const minify = (script) => transformSync(script, { minify: true, format: "esm", legalComments: "none" }).code;

function renameImports(program, named) {
  const { start, end, body } = section(program, IMPORTS);
  const renamed = [];
  const [count, first] = leb(program, body);
  let at = first;
  for (let index = 0; index < count; index += 1) {
    const module = bytesOf(program, at);
    const name = bytesOf(program, module.end);
    const after = endOfKind(program, name.end);
    const text = name.bytes.toString();
    const kept = text.replace(NAME, named);
    renamed.push(sized(module.bytes), sized(Buffer.from(kept)), program.subarray(name.end, after));
    at = after;
  }
  const written = sized(Buffer.concat([toLeb(count), ...renamed]));
  return Buffer.concat([program.subarray(0, start), Buffer.from([IMPORTS]), written, program.subarray(end)]);
}

/** Where a section begins, where its content begins, and where it ends. */
function section(program, wanted) {
  for (let start = 8; start < program.length; ) {
    const [length, body] = leb(program, start + 1);
    if (program[start] === wanted) return { start, body, end: body + length };
    start = body + length;
  }
  throw new Error(`the program has no section ${wanted}`);
}

/** Behind what an import says of its kind: function, table, memory, global, tag. */
function endOfKind(program, at) {
  const [kind, rest] = [program[at], at + 1];
  if (kind === 0) return leb(program, rest)[1];
  if (kind === 1) return endOfLimits(program, rest + 1);
  if (kind === 2) return endOfLimits(program, rest);
  if (kind === 3) return rest + 2;
  if (kind === 4) return leb(program, rest + 1)[1];
  throw new Error(`an import of the unknown kind ${kind}`);
}

function endOfLimits(program, at) {
  const [, least] = leb(program, at + 1);
  return program[at] & 1 ? leb(program, least)[1] : least;
}

function bytesOf(program, at) {
  const [length, begin] = leb(program, at);
  return { bytes: program.subarray(begin, begin + length), end: begin + length };
}

const sized = (bytes) => Buffer.concat([toLeb(bytes.length), bytes]);

/** Reads a LEB128 number: its value, and where it ends. */
function leb(program, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = program[at++];
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return [value, at];
  }
}

function toLeb(value) {
  const bytes = [];
  do {
    bytes.push((value & 127) | (value > 127 ? 128 : 0));
    value >>>= 7;
  } while (value > 0);
  return Buffer.from(bytes);
}
