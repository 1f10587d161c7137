// Passes figures through and says, for those that have a budget, whether it is kept: `budget NAME <= VALUE ok|MISSED`.
// Usage: COMMAND | node script/budgets.mjs
import { readFileSync } from "node:fs";

/** From the design: bytes as a server sends them, milliseconds natively, and in a browser where the name says so. */
const BUDGETS = {
  home_brotli: 170_000,
  first_visit_brotli: 220_000,
  engine_build_500: 5,
  engine_set_one_500: 0.1,
  engine_validate_all_500: 0.5,
  engine_restore_300: 5,
  search_2150_wasm: 2,
  // A key that is pressed just after a frame has begun is in the next one: two sixtieths of a second at most.
  keystroke_frame_500_x6: 33.4,
  // "At most the last half second": from the key until it is called saved.
  keystroke_durable: 500,
};

for (const line of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  console.log(line);
  const [, name, value] = line.match(/^figure (\S+) (\S+)/) ?? [];
  if (name in BUDGETS) {
    const kept = Number(value) <= BUDGETS[name];
    console.log(`budget ${name} <= ${BUDGETS[name]} ${kept ? "ok" : "MISSED"}`);
  }
}
