import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig, type Plugin } from "vite";

/** Where a Wayfare serves that `npm run dev` asks. */
const server = process.env.WAYFARE_URL ?? "http://127.0.0.1:8080";

/** KaTeX brings each font three times: every browser that runs this page reads the smallest. */
const woff2Only: Plugin = {
  name: "woff2-only",
  enforce: "pre",
  transform: (css, file) =>
    file.includes("katex.min.css") ? css.replace(/,\s*url\([^)]*\.(?:woff|ttf)\)\s*format\([^)]*\)/g, "") : null,
};

export default defineConfig({
  plugins: [svelte(), woff2Only],
  build: {
    rolldownOptions: { input: ["index.html", "diagram.html"] },
    outDir: "build", // scripts/pack.js puts it in its place
    emptyOutDir: true,
    manifest: "manifest.json",
    target: ["es2022", "chrome123", "safari17.5", "firefox121"],
    modulePreload: { polyfill: false }, // it would be a script in the page: the policy forbids those
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4000,
  },
  server: { proxy: { "/api": server, "/v1": server } },
});
