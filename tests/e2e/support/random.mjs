// Chance that can be had again: the same seed makes the same choices, whatever else runs beside them.

/** Chance of one seed. `part` gives a chance of its own to each part of a run, so that one part can be run alone. */
export class Chance {
  #state;

  constructor(seed, part = 0) {
    this.#state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(part + 1, 0x85ebca6b)) >>> 0;
  }

  /** At least 0 and less than 1 (mulberry32). */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  }

  /** A whole number, both ends included. */
  between(least, most) {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  oneOf(list) {
    return list[this.between(0, list.length - 1)];
  }

  /** True once in so many times. */
  onceIn(times) {
    return this.between(1, times) === 1;
  }
}

/** The number that an environment variable or the default gives. */
export function setting(name, otherwise) {
  const value = Number(process.env[name] || otherwise);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${name} has to be a whole number`);
  return value;
}

/** The seed that was asked for with SEED, or a new one. */
export const seedOf = () => setting("SEED", 1 + Math.floor(Math.random() * 999_999));

/** Tells whether the MINUTES that were given, if any, are over: a long run then ends early, with its figures. */
export function timeLimit() {
  const minutes = setting("MINUTES", 0);
  const until = minutes ? Date.now() + minutes * 60_000 : Infinity;
  return () => Date.now() > until;
}
