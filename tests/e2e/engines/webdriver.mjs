// A browser steered through WebDriver, the one protocol that every engine speaks. Real keys and real presses; what is
// waited for is looked for again until it is there.

/** The key under which WebDriver names an element. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
const PATIENCE_MS = 60_000;
const AGAIN_MS = 50;

/** Asks again until the answer counts as yes; fails with what was waited for. */
export async function until(what, ask) {
  const end = Date.now() + PATIENCE_MS;
  let last;
  while (Date.now() < end) {
    try {
      const answer = await ask();
      if (answer) return answer;
    } catch (error) {
      // A page that is just being left knows none of its elements any more.
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
  throw new Error(`waited in vain: ${what}`, { cause: last });
}

export class Browser {
  #session;

  /** Opens a window at a driver that listens under an address. */
  static async open(driver, capabilities) {
    const browser = new Browser();
    const asked = { capabilities: { alwaysMatch: capabilities } };
    const opened = await until(`a session at ${driver}`, () => call("POST", `${driver}/session`, asked));
    browser.#session = `${driver}/session/${opened.sessionId}`;
    return browser;
  }

  #ask(method, path, body) {
    return call(method, this.#session + path, body);
  }

  close() {
    return this.#ask("DELETE", "");
  }

  go(url) {
    return this.#ask("POST", "/url", { url });
  }

  reload() {
    return this.#ask("POST", "/refresh", {});
  }

  async path() {
    return new URL(await this.#ask("GET", "/url")).pathname;
  }

  /** Runs a function in the page; an element that it answers with can be pressed and typed into. */
  run(script, ...args) {
    return this.#ask("POST", "/execute/sync", { script: `return (${script})(...arguments)`, args });
  }

  /** The first element that `find` finds in the page, waited for. */
  element(what, find, ...args) {
    return until(what, async () => (await this.run(find, ...args))?.[ELEMENT]);
  }

  /** Presses, as a finger does; again while something else lies over it. */
  press(what, find, ...args) {
    return until(`a press on ${what}`, async () => {
      const element = await this.element(what, find, ...args);
      await this.#ask("POST", `/element/${element}/click`, {});
      return true;
    });
  }

  /** Types over what a field holds. */
  async type(id, text) {
    const element = await this.element(id, (id) => document.getElementById(id), id);
    await this.#ask("POST", `/element/${element}/clear`, {});
    await this.#ask("POST", `/element/${element}/value`, { text });
  }
}

async function call(method, address, body) {
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(address, { method, headers, body: body && JSON.stringify(body) });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}
