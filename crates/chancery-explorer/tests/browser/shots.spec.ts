// Pictures for the README and to look at: only where SHOTS names a folder for them.

import { expect, test } from "./site.ts";

const folder = process.env.SHOTS;
test.skip(!folder, "no pictures wanted");

const VIEWS: [name: string, view: string][] = [
  ["overview", "/"],
  ["dyad", "/dyad?a=AZE&b=ISR"],
  ["reader", "/document/1"],
  ["network", "/network"],
  ["map", "/map?a=GBR"],
  ["search", "/search?q=drones"],
  ["documents", "/documents"],
  ["review", "/review"],
];

for (const colours of ["light", "dark"] as const) {
  for (const [width, height, device] of [[1280, 860, "desk"], [390, 844, "phone"]] as const) {
    test(`pictures: ${colours}, ${device}`, async ({ page, site }) => {
      await page.emulateMedia({ colorScheme: colours });
      await page.setViewportSize({ width, height });
      const { origin } = new URL(site.address);
      for (const [name, view] of VIEWS) {
        await page.goto(origin + view);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await page.waitForLoadState("networkidle");
        if (name === "reader") {
          await page.locator(".index a", { hasText: /SkyStriker|ferries/ }).first().click();
          await expect(page.locator(".lit.on").first()).toBeVisible();
        }
        await page.screenshot({ path: `${folder}/${name}-${device}-${colours}.png` });
      }
    });
  }
}
