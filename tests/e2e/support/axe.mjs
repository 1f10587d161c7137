// axe-core in a page whose content policy forbids foreign scripts: it is evaluated through the debugger, never as a tag.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const source = readFileSync(fileURLToPath(new URL("../../../node_modules/axe-core/axe.min.js", import.meta.url)), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

/**
 * What axe-core finds on the page, one line an element: rule, impact, element, what to mend.
 * Give the page a viewport as tall as itself: what a fixed foot covers counts as too small a target.
 */
export async function violations(page) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(source);
  const found = await page.evaluate((rules) => window.axe.run({ runOnly: rules, resultTypes: ["violations"] }), RULES);
  const line = (rule, node) =>
    `${rule.id} (${rule.impact}) ${node.target.join(" ")} ${node.html.slice(0, 120)}: ${node.failureSummary.replace(/\s+/g, " ")}`;
  return found.violations.flatMap((rule) => rule.nodes.map((node) => line(rule, node)));
}
