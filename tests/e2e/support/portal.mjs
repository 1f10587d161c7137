// The reference portal as a test steers it: its controls under /_reference/, held to the test's own scope, so that tests
// side by side meet neither the faults nor the applications of another.

export class Portal {
  constructor(address, scope) {
    this.address = address;
    this.scope = scope;
  }

  /** Where the single sign-on of the province would send somebody back to. */
  signInAddress(person, next = "/") {
    return `/sign-in?ticket=ticket-${person}@${this.scope}&next=${encodeURIComponent(next)}`;
  }

  /** The code that a telephone would show. */
  async smsCode(phone) {
    return (await this.#ask("GET", `/sms/${phone}`)).code;
  }

  /** What the database holds of this scope's applications. */
  async applications(scope = this.scope) {
    return (await this.#ask("GET", `/applications?scope=${scope}`)).applications;
  }

  /** A fault on a route, by the beginning of its method and path; without `times` until it is mended. */
  async fault(route, kind, times) {
    await this.#ask("POST", "/faults", { route, kind, scope: this.scope, times });
  }

  /** How many of the faults that were switched on have happened; all of them were to happen so many times. */
  async faultsMet(faults) {
    const wanted = faults.reduce((sum, { times }) => sum + times, 0);
    const left = (await this.#ask("GET", "/faults")).filter(({ scope }) => scope === this.scope);
    return wanted - left.reduce((sum, { times }) => sum + times, 0);
  }

  /** A register that does not answer. */
  async registerDown(register, times) {
    await this.#ask("POST", "/faults", { register, scope: this.scope, times });
  }

  /** Switches this scope's faults off. */
  async mend() {
    await this.#ask("DELETE", `/faults?scope=${this.scope}`);
  }

  /** Ends this scope's sessions: the next request is answered with 401. */
  async endSessions() {
    await this.#ask("DELETE", `/sessions?scope=${this.scope}`);
  }

  /** Moves this scope's clock, and the departments act. */
  async advance(workingDays) {
    await this.#ask("POST", "/clock", { working_days: workingDays, scope: this.scope });
  }

  /** The department asks for a supplement now. */
  async askForSupplement(number) {
    await this.#ask("POST", `/applications/${number}/ask-supplement`);
  }

  /** The department says now how an application stands. */
  async decide(number, status, note) {
    await this.#ask("POST", `/applications/${number}/decide`, { status, note });
  }

  /** A company of a joint application does something in its part: `{refuse}`, `{ask}` or `{away}`. */
  async company(number, part, deed) {
    await this.#ask("POST", `/applications/${number}/parts/${part}`, deed);
  }

  /** The companies say how a survey went: `"missed"`, or which shot is unclear. */
  async survey(number, deed) {
    await this.#ask("POST", `/applications/${number}/survey`, deed);
  }

  /** What is owed on an account at a company is paid. */
  async pay(number) {
    await this.#ask("POST", "/utility-accounts/payments", { scope: this.scope, number });
  }

  /** The bureau asks for what a part needs that may be added. */
  async askForPart(number, part) {
    await this.#ask("POST", `/applications/${number}/ask-for-part`, { part });
  }

  /** An item's definition, in the version that is offered now. */
  async item(code) {
    const index = await this.#read("/items/index.json");
    const { version } = index.items.find((item) => item.code === code);
    return this.#read(`/items/${code}/${version}.json`);
  }

  async #ask(method, path, body) {
    const headers = body ? { "Content-Type": "application/json" } : {};
    const response = await fetch(`${this.address}/_reference${path}`, {
      method,
      headers,
      body: body && JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? null : response.json();
  }

  async #read(path) {
    return (await fetch(this.address + path)).json();
  }
}
