// What was typed into a draft, keystroke by keystroke, and how much of it the page has shown as saved.
//
// A draft is stored whole. So what a browser holds after it was killed must be what stood there after one of the
// keystrokes, and that may be none before the last one that was shown as saved.

export class Typed {
  /** Path of a page by the answers it held when this began. */
  #pages = new Map();
  /** `{ path, name, value }`, one a keystroke. */
  #keystrokes = [];
  #shown = 0;

  /** How often something new was shown as saved. */
  shownTimes = 0;

  /** To be called before each keystroke: `value` is what the control holds after it. */
  begin(path, name, value) {
    this.#keystrokes.push({ path, name, value });
  }

  /** The page says "saved" beside these answers. */
  shown(path, answers) {
    const shown = this.#last(path, answers, this.#keystrokes.length);
    if (shown > this.#shown) {
      this.#shown = shown;
      this.shownTimes += 1;
    }
  }

  /** Whether a page may hold these answers after the browser was killed. */
  mayHold(path, answers) {
    return this.#last(path, answers, this.#keystrokes.length) >= this.#shown;
  }

  /** Whether all pages together, path by answers, hold what stood there after one and the same keystroke. */
  agree(pages) {
    const held = [...pages].map(([path, answers]) => [path, text(answers)]);
    for (let count = this.#keystrokes.length; count >= this.#shown; count -= 1)
      if (held.every(([path, answers]) => text(this.#after(path, count)) === answers)) return true;
    return false;
  }

  /** What a page had to hold at least. */
  expected(path) {
    return this.#after(path, this.#shown);
  }

  /** Begins anew from what the pages hold. */
  rest(pages) {
    this.#pages = new Map(pages);
    this.#keystrokes = [];
    this.#shown = 0;
  }

  /** The last count of keystrokes after which a page held these answers; -1 when there is none. */
  #last(path, answers, most) {
    if (!this.#pages.has(path)) return -1;
    const wanted = text(answers);
    for (let count = most; count >= 0; count -= 1) if (text(this.#after(path, count)) === wanted) return count;
    return -1;
  }

  #after(path, count) {
    const answers = { ...this.#pages.get(path) };
    for (const keystroke of this.#keystrokes.slice(0, count)) {
      if (keystroke.path === path) answers[keystroke.name] = keystroke.value;
    }
    return answers;
  }
}

const text = (answers) => JSON.stringify(Object.entries(answers).sort());
