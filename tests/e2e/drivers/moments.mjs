// When the browser is killed: at any moment while typing, while the page says that it saves, right after it says that it
// has saved, or while one page changes to another.

/** For each kind: how long after its sign at most. */
const AFTER_MS = { typing: 800, saving: 350, saved: 0, page: 150 };
/** The sign may never come: then the browser is killed all the same. */
const LATEST_MS = 8_000;

/**
 * Chooses the moment. The one who types calls `left()` when a page is left; `dead` says that it is over, and `done` is
 * kept when the browser has ended.
 */
export function armKill(run, profile, chance) {
  const kind = chance.oneOf(Object.keys(AFTER_MS));
  const [from_ms, after_ms] = [chance.between(100, 900), chance.between(0, AFTER_MS[kind])];
  const from = Date.now() + from_ms;
  const armed = { dead: false, left: () => {} };
  armed.done = new Promise((resolve, reject) => {
    const kill = () => {
      armed.dead = true;
      profile.kill().then(resolve, reject);
    };
    let begun = false;
    const sign = () => {
      if (begun || Date.now() < from) return;
      begun = true;
      // Without a timer in between, so that it is the very next thing.
      if (after_ms === 0) kill();
      else setTimeout(kill, after_ms);
    };
    if (kind === "typing") setTimeout(sign, from_ms + 1);
    if (kind === "page") armed.left = sign;
    run.heard = (told) => told.state === kind && sign();
    setTimeout(sign, LATEST_MS).unref();
  });
  return armed;
}
