// When the browser is killed: at any moment while typing, while the page says that it saves, right after it says that it
// has saved, or while one page changes to another.

/**
 * Chooses the moment. `left()` is called by the one who types when a page is left, `dead` says that it is over, and `done`
 * is kept when the browser has ended.
 */
export function armKill(run, profile, chance) {
  const kind = chance.oneOf(["typing", "saving", "saved", "page"]);
  const from = Date.now() + chance.between(100, 900);
  const wait_ms = { typing: chance.between(0, 800), saving: chance.between(0, 350), saved: 0, page: chance.between(0, 150) }[kind];
  const arm = { dead: false, kind, wantsPages: kind === "page", left: () => {} };
  arm.done = new Promise((resolve, reject) => {
    let begun = false;
    const kill = async () => {
      arm.dead = true;
      await profile.kill();
    };
    const soon = () => {
      if (begun || Date.now() < from) return;
      begun = true;
      if (wait_ms === 0) kill().then(resolve, reject);
      else setTimeout(() => kill().then(resolve, reject), wait_ms);
    };
    if (kind === "typing") setTimeout(soon, from - Date.now() + 1);
    if (kind === "page") arm.left = soon;
    run.heard = (told) => told.state === kind && soon();
    // What was waited for may never come: then it ends all the same.
    setTimeout(() => !begun && ((begun = true), kill().then(resolve, reject)), 8_000);
  });
  return arm;
}
