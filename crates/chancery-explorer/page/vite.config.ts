import preact from "@preact/preset-vite";
import { defineConfig } from "vite";

// The built page is committed (dist/): names by content, nothing inline, so that the Content-Security-Policy holds.
export default defineConfig({
  plugins: [preact()],
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 400,
  },
  server: { proxy: { "/api": "http://127.0.0.1:8420" } },
});
