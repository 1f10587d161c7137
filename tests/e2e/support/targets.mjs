// How large the things that can be pressed are: not by their boxes but by where a finger still hits them, because a
// link's target may be widened by a pseudo-element.

/** All targets of the page that are smaller than `least` pixels in either direction, as `width×height name`. */
export function smallTargets(page, least) {
  return page.evaluate((least) => {
    const CONTROLS = "a[href], button, select, textarea, summary, label.upload__pick, input:not([type=file])";
    const target = (control) => control.closest(".choice") ?? control.closest(".input, .search__box, .select") ?? control;
    const hits = (at, x, y) => {
      const hit = document.elementFromPoint(x, y);
      return hit !== null && (at.contains(hit) || hit.contains(at) && hit.matches("a, button, label"));
    };
    const reach = (at, x, y, dx, dy) => {
      let steps = 0;
      while (steps < 2 * least && hits(at, x + dx * (steps + 1), y + dy * (steps + 1))) steps += 1;
      return steps;
    };
    const measure = (control) => {
      const at = target(control);
      // A link that breaks over two lines is hit on its first one.
      const box = at.getClientRects()[0];
      if (!box || box.width === 0 || box.bottom < 0) return null;
      const [x, y] = [box.left + Math.min(box.width / 2, 40), box.top + box.height / 2];
      if (!hits(at, x, y)) return null;
      const width = reach(at, x, y, 1, 0) + reach(at, x, y, -1, 0) + 1;
      const height = reach(at, x, y, 0, 1) + reach(at, x, y, 0, -1) + 1;
      return { width, height, name: (control.textContent || control.id || control.className).trim().slice(0, 40) };
    };
    const visible = [...document.querySelectorAll(CONTROLS)].filter((control) => control.checkVisibility());
    const measured = visible.map(measure).filter(Boolean);
    if (measured.length === 0) throw new Error("the page has nothing that can be pressed");
    const small = measured.filter(({ width, height }) => width < least || height < least);
    return small.map(({ width, height, name }) => `${width}×${height} ${name}`);
  }, least);
}
