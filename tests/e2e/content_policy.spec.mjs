// The content policy: what the page may load and run. That no journey violates it, support/test.mjs sees to.
import { expect, test } from "./support/test.mjs";

test("the page holds no script or style of its own, and every file it names has its digest", async ({ request }) => {
  const response = await request.get("/");
  const html = await response.text();
  const tags = html.match(/<(script|link|style|[a-z]+)\b[^>]*>/g);
  for (const tag of tags) expect(tag, "no code in attributes").not.toMatch(/\s(on[a-z]+|style)=|javascript:/i);
  expect(html).not.toMatch(/<style/i);
  const scripts = html.match(/<script\b[^>]*>[\s\S]*?<\/script>/g);
  expect(scripts).toHaveLength(1);
  expect(scripts[0]).toMatch(/><\/script>$/);
  const named = tags.filter((tag) => /^<script|rel="(stylesheet|modulepreload)"|type="application\/wasm"/.test(tag));
  expect(named).toHaveLength(4);
  for (const tag of named) expect(tag).toMatch(/integrity="sha384-[A-Za-z0-9+/=]{64}"/);
});

test("the policy allows files of this site and WebAssembly, and nothing else", async ({ request }) => {
  for (const address of ["/", "/draft/any/review", "/items/index.json"]) {
    const headers = (await request.get(address)).headers();
    const policy = Object.fromEntries(
      headers["content-security-policy"].split(";").map((part) => part.trim().split(/ (.*)/)),
    );
    expect(policy).toMatchObject({
      "default-src": "'none'",
      "script-src": "'self' 'wasm-unsafe-eval'",
      "style-src": "'self'",
      "connect-src": "'self'",
    });
    expect(headers["x-content-type-options"]).toBe("nosniff");
  }
});

test("what the policy forbids does not run, and the journeys would notice", async ({ page, complaints }) => {
  complaints.expect(/content policy|Content Security Policy/);
  await page.goto("/");
  const ran = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.ran = true";
    document.head.append(script);
    return window.ran === true;
  });
  expect(ran).toBe(false);
  await expect
    .poll(() => complaints.heard().filter((complaint) => complaint.includes("content policy: script-src-elem")))
    .toHaveLength(1);
});

test("a program whose bytes do not fit its digest is not run, and the page says so", async ({ page, complaints }) => {
  complaints.expect(/integrity|digest|could not be loaded|Failed to fetch/);
  await page.route("**/mianzheng-*.js", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${await response.text()}\nwindow.tampered = true;` });
  });
  await page.goto("/");
  await expect(page.locator("#not-started")).toBeVisible();
  expect(await page.evaluate(() => window.tampered)).toBeUndefined();
});

test("answers about a person are kept by no cache, and no address holds a token", async ({ page, portal }) => {
  const answers = [];
  page.on("response", (response) => answers.push(response));
  await page.goto(portal.signInAddress("p-ligui", "/applications"));
  await expect(page.getByText("还没有办件")).toBeVisible();
  const personal = answers.filter((response) => /\/api\/v1\/(applications|sign-in)/.test(response.url()));
  expect(personal.length).toBeGreaterThan(1);
  for (const response of personal) expect(response.headers()["cache-control"]).toBe("no-store");
  const { token } = JSON.parse(await page.evaluate(() => sessionStorage.getItem("mianzheng-session")));
  for (const response of answers) expect(response.url()).not.toContain(token);
  expect(page.url()).not.toContain("ticket");
});
