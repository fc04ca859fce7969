/**
 * Weigh what the first load of each page fetches, gzipped: the entry, and all that it and the page
 * import before anything is clicked. Fails over the limit.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const LIMIT = 130_000;
const built = fileURLToPath(new URL("../../src/wayfare/api/page/", import.meta.url));
const manifest = JSON.parse(readFileSync(new URL("../node_modules/.manifest.json", import.meta.url), "utf8"));
const weigh = (file) => gzipSync(readFileSync(join(built, file)), { level: 9 }).length;

function needed(key, found = new Set()) {
  const part = manifest[key];
  if (found.has(part.file)) return found;
  found.add(part.file);
  for (const file of part.css ?? []) found.add(file);
  for (const other of part.imports ?? []) needed(other, found);
  return found;
}

const entry = "index.html";
let isOver = false;
const pages = Object.keys(manifest).filter((key) => /^src\/pages\/\w+\/Page\.svelte$/.test(key));
for (const page of pages.sort()) {
  const files = needed(entry);
  needed(page, files);
  const aside = page.replace("Page", "Aside");
  if (manifest[aside]) needed(aside, files);
  const bytes = weigh("index.html") + [...files].reduce((sum, file) => sum + weigh(file), 0);
  console.log(`${(bytes / 1000).toFixed(1).padStart(7)} KB  ${page.split("/")[2]} (${files.size + 1} files)`);
  isOver ||= bytes > LIMIT;
}
if (isOver) {
  console.error(`A first load weighs more than ${LIMIT / 1000} KB.`);
  process.exit(1);
}
