// Looking for a text in every file below a folder, as somebody would who has the disk and not the key.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The files below a folder that hold one of the texts, in UTF-8 or UTF-16. */
export function filesWith(folder, texts) {
  const marks = texts.flatMap((text) => [Buffer.from(text, "utf8"), Buffer.from(text, "utf16le")]);
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  return files.filter((file) => {
    const bytes = readFileSync(file);
    return marks.some((mark) => bytes.includes(mark));
  });
}
