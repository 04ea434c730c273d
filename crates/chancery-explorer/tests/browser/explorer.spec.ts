import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

import { expect, test } from "./site.ts";

/** The address of a view, with the token where it is wanted. */
const at = (address: string, view: string): string => {
  const { origin, hash } = new URL(address);
  return origin + view + hash;
};

let faults: string[] = [];
test.beforeEach(({ page }) => {
  faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
});
test.afterEach(() => expect(faults).toEqual([]));

async function openPurchase(page: Page, address: string): Promise<void> {
  await page.goto(at(address, "/dyad?a=AZE&b=ISR"));
  await page.getByRole("link", { name: /SkyStriker/ }).first().click();
  await expect(page).toHaveURL(/\/document\/\d+\?claim=\d+/);
}

test("from the overview to a purchase on the timeline to its words", async ({ page, site }) => {
  await page.goto(at(site.address, "/"));
  await page.getByRole("link", { name: /Azerbaijan and Israel|Israel and Azerbaijan/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Azerbaijan/);
  const timeline = page.getByRole("application", { name: /Azerbaijan/ });
  await expect(timeline).toBeVisible();
  // The mark is drawn: the canvas is not of one colour.
  const colours = await timeline.evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size;
  });
  expect(colours).toBeGreaterThan(20);
  await page.getByRole("link", { name: /SkyStriker/ }).first().click();
  await expect(page).toHaveURL(/\/document\/\d+\?claim=\d+/);
  const lit = (role: string) => page.locator(`.text .lit.on[data-role~="${role}"]`);
  await expect(lit("trigger")).toHaveText("bought");
  await expect(lit("object")).toContainText("SkyStriker");
  await expect(lit("date")).toContainText("2019");
  await expect(lit("source").first()).toBeVisible();
  const card = page.getByRole("region", { name: "Event", exact: true });
  await expect(card).toContainText("January 2019");
  await page.getByText("How it came about").click();
  await expect(card).toContainText("codebook/");
});

test("the timeline by keyboard: walk, open", async ({ page, site }) => {
  await page.goto(at(site.address, "/dyad?a=AZE&b=ISR"));
  const timeline = page.getByRole("application");
  await timeline.focus();
  // Until it is drawn there is nothing to walk to.
  await expect(async () => {
    await page.keyboard.press("ArrowRight");
    await expect(page.locator(".timeline .live")).toHaveText(/^\d{4}/, { timeout: 300 });
  }).toPass();
  await page.keyboard.press("+");
  await expect(page).toHaveURL(/t=\d{4}/);
  await page.keyboard.press("Home");
  await expect(page).not.toHaveURL(/t=\d{4}/);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/document\//);
  await page.goBack();
  await expect(page).toHaveURL(/\/dyad\?a=AZE/);
});

test("filters are in the address and hold", async ({ page, site }) => {
  await page.goto(at(site.address, "/dyad?a=AZE&b=ISR"));
  await page.getByRole("button", { name: /^Type/ }).first().click();
  await page.getByRole("checkbox", { name: /consult/ }).check();
  await expect(page).toHaveURL(/type=CONSULT/);
  await page.keyboard.press("Escape");
  const list = page.getByRole("region", { name: "Events" });
  await expect(list.locator(".event").first()).toContainText("consult");
  await expect(list.locator(".event", { hasText: "SkyStriker" })).toHaveCount(0);
  const shown = await list.locator(".event").count();
  await page.reload();
  await expect(list.locator(".event")).toHaveCount(shown);
  await page.getByRole("button", { name: "Take all off" }).click();
  await expect(list.locator(".event", { hasText: "SkyStriker" })).not.toHaveCount(0);
});

test("what is shown can be taken away", async ({ page, site }) => {
  await page.goto(at(site.address, "/dyad?a=AZE&b=ISR"));
  for (const [name, ending] of [["Picture (PNG)", "png"], ["Drawing (SVG)", "svg"], ["Table (CSV)", "csv"]] as const) {
    await page.getByRole("button", { name: "Take away" }).click();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(`chancery-aze-isr.${ending}`);
    const { readFileSync } = await import("node:fs");
    const content = readFileSync(await file.path());
    if (ending === "csv") expect(content.toString()).toContain("SkyStriker");
    if (ending === "svg") expect(content.toString()).toContain("Goldstein score");
    if (ending === "png") expect(content.subarray(1, 4).toString()).toBe("PNG");
  }
});

test("search, network and map lead to events", async ({ page, site }) => {
  await page.goto(at(site.address, "/search"));
  await page.getByRole("searchbox").fill("SkyStriker");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page).toHaveURL(/q=SkyStriker/);
  await page.getByRole("region", { name: "Sentences" }).getByRole("link").first().click();
  await expect(page.locator(".text .lit.r-trigger", { hasText: "bought" })).toBeInViewport();
  await page.goto(at(site.address, "/network"));
  await page.getByRole("region", { name: "Links" }).getByRole("link").first().click();
  await expect(page).toHaveURL(/\/dyad\?a=\w+&b=\w+&direction=forth/);
  await expect(page.locator(".event").first()).toBeVisible();
  await page.goto(at(site.address, "/map?a=AZE"));
  await expect(page.locator(".world .land").nth(100)).toBeAttached();
  await expect(page.locator(".world .place").first()).toBeAttached();
  await page.getByRole("region", { name: "Countries" }).getByRole("link", { name: /Israel/ }).click();
  await expect(page).toHaveURL(/\/dyad\?a=AZE&b=ISR/);
});

test("a hostile document runs nothing", async ({ page, site }) => {
  await page.goto(at(site.address, "/documents"));
  await page.getByRole("link", { name: /hostile/ }).click();
  const text = page.getByRole("article", { name: "Text" });
  await expect(text).toContainText("<script>window.taken = 'script'</script>");
  await expect(text.locator("script, img, svg, a")).toHaveCount(0);
  for (const view of ["/search?q=script", "/search?q=onerror", "/dyad?a=PER&b=ECU", "/network?by=actor", "/dyad?a=%3Cscript%3Ewindow.taken%3D1%3C%2Fscript%3E"]) {
    await page.goto(at(site.address, view));
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
  expect(await page.evaluate(() => (window as { taken?: string }).taken)).toBeUndefined();
  // Nor would a script that got into the page by another way.
  const ran = await page.evaluate(() => {
    const script = document.createElement("script");
    try {
      script.textContent = "window.taken = 'inline'";
      document.body.append(script);
    } catch { /* trusted types refuse it */ }
    return (window as { taken?: string }).taken;
  });
  expect(ran).toBeUndefined();
  // The browser says what it has refused.
  expect(faults.length).toBeGreaterThan(0);
  faults = faults.filter((fault) => !/Content Security Policy|TrustedScript|Trusted Type/i.test(fault));
});

test("a correction survives coding the same document again", async ({ page, site }) => {
  await openPurchase(page, site.address);
  await expect(page).not.toHaveURL(/token/);
  const card = page.getByRole("region", { name: "Event", exact: true });
  await card.getByRole("textbox", { name: "Reviewer" }).fill("Ana");
  await card.getByRole("button", { name: "Correct" }).click();
  await card.getByLabel("Type").selectOption("AID");
  await card.getByRole("textbox", { name: "Date" }).fill("2019-01-15");
  await card.getByRole("button", { name: "Save the correction" }).click();
  await expect(card.locator(".tag.seal")).toHaveText("corrected");
  await expect(card.getByRole("heading")).toContainText("aid");
  site.code();
  await page.goto(at(site.address, "/dyad?a=AZE&b=ISR&type=AID"));
  const row = page.locator(".event", { hasText: "SkyStriker" });
  await expect(row).toContainText("2019-01-15");
  await expect(row).toContainText("corrected");
  await page.goto(at(site.address, "/review"));
  await expect(page.getByRole("main")).toContainText("COOPERATE");
  await expect(page.getByRole("main")).toContainText("Ana");
});

test("a rejected event goes, and comes back", async ({ page, site }) => {
  await page.goto(at(site.address, "/dyad?a=PER&b=ECU"));
  const list = page.getByRole("region", { name: "Events" });
  const before = await list.getByRole("heading").textContent();
  await list.getByRole("link").first().click();
  const card = page.getByRole("region", { name: "Event", exact: true });
  await card.getByRole("textbox", { name: "Reviewer" }).fill("Ben");
  await card.getByRole("button", { name: "Reject" }).click();
  await expect(card).toHaveCount(0);
  await page.goto(at(site.address, "/dyad?a=PER&b=ECU"));
  await expect(list.getByRole("heading")).not.toHaveText(before ?? "");
  await page.goto(at(site.address, "/review"));
  await page.getByRole("button", { name: "It was right after all" }).click();
  await expect(page.getByText("accepted").first()).toBeVisible();
  await page.goto(at(site.address, "/dyad?a=PER&b=ECU"));
  await expect(list.getByRole("heading")).toHaveText(before ?? "");
});

const VIEWS = ["/", "/dyad?a=AZE&b=ISR", "/document/1", "/network", "/map", "/documents", "/search?q=Israel", "/review"];
for (const colours of ["light", "dark"] as const) {
  for (const [width, device] of [[1280, "desk"], [390, "phone"]] as const) {
    test(`no serious accessibility fault: ${colours}, ${device}`, async ({ page, site }) => {
      await page.emulateMedia({ colorScheme: colours });
      await page.setViewportSize({ width, height: 844 });
      for (const view of VIEWS) {
        await page.goto(at(site.address, view));
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await page.waitForLoadState("networkidle");
        // An event that is open has more to check.
        if (view.startsWith("/document/")) await page.locator(".index a").first().click();
        const found = await new AxeBuilder({ page }).analyze();
        const serious = found.violations.filter(({ impact }) => impact === "serious" || impact === "critical");
        expect(serious.map(({ id, nodes }) => [view, id, nodes.slice(0, 3).map((node) => node.html)])).toEqual([]);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(wide, `${view} is wider than the screen`).toBeLessThanOrEqual(0);
      }
    });
  }
}
