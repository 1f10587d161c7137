// How long something takes in a page, and whether the page stands still meanwhile.

/** In the page: watches from the next file that is chosen on until `selector` shows `words`. */
function watch([selector, words]) {
  window.watched = new Promise((resolve) => {
    addEventListener("change", () => {
      const began = performance.now();
      let last = began;
      let worst = 0;
      const frame = () => {
        const now = performance.now();
        worst = Math.max(worst, now - last);
        last = now;
        const shown = [...document.querySelectorAll(selector)].some((element) => element.textContent.includes(words));
        if (shown) resolve({ took: now - began, worst });
        else requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    }, { once: true, capture: true });
  });
}

/** Chooses a file; answers the milliseconds until `words` stand in `selector`, and the longest time without a frame. */
export async function timeToShow(page, input, file, selector, words) {
  await page.evaluate(watch, [selector, words]);
  await input.setInputFiles(file);
  return page.evaluate(() => window.watched);
}
