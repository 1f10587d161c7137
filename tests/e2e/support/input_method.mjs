// A Chinese input method, driven through Chromium's debugger, and a log of what happens to the page meanwhile.

/** Composes and commits in the element that has the focus. */
export class InputMethod {
  #session;

  static async of(page) {
    const method = new InputMethod();
    method.#session = await page.context().newCDPSession(page);
    return method;
  }

  /** What stands in the text while it is composed; the caret stands at its end. */
  async compose(text) {
    await this.#session.send("Input.imeSetComposition", {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  }

  /** Letter by letter, as pinyin is typed. */
  async spell(pinyin) {
    for (let end = 1; end <= pinyin.length; end += 1) await this.compose(pinyin.slice(0, end));
  }

  /** Chooses the characters: the composition ends. */
  async commit(text) {
    await this.#session.send("Input.insertText", { text });
  }
}

/** Notes, in order, the life of a composition, what the program writes into controls, and each state of saving. */
export async function watchPage(page) {
  await page.evaluate(() => {
    window.log = [];
    const { get, set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
    const write = function (text) {
      window.log.push(`wrote ${this.id}`);
      set.call(this, text);
    };
    Object.defineProperty(HTMLInputElement.prototype, "value", { configurable: true, get, set: write });
    for (const name of ["compositionstart", "compositionend"])
      document.addEventListener(name, () => window.log.push(name), true);
    const state = document.querySelector(".save-state");
    if (state) new MutationObserver(() => window.log.push(state.dataset.state)).observe(state, { attributes: true });
  });
}

/** What happened between the start of the composition and its end. */
export async function whileComposing(page) {
  const log = await page.evaluate(() => window.log);
  const end = log.indexOf("compositionend");
  return log.slice(log.indexOf("compositionstart") + 1, end === -1 ? undefined : end);
}

/** The text of the control that has the focus, and where the caret stands in it. */
export const focusedText = (page) =>
  page.evaluate(() => ({ text: document.activeElement.value, caret: document.activeElement.selectionStart }));
