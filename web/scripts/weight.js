/**
 * Weigh what the first load of each page fetches, gzipped: the entry, and all that it and the page
 * import before anything is clicked. Fails over the limit.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { firstLoads } from "./first_loads.js";

const LIMIT = 130_000;
const built = fileURLToPath(new URL("../../src/wayfare/api/page/", import.meta.url));
const weigh = (file) => gzipSync(readFileSync(join(built, file)), { level: 9 }).length;

let isOver = false;
for (const [page, { entry, own }] of firstLoads()) {
  const files = [`${page}.html`, ...entry, ...own];
  const bytes = files.reduce((sum, file) => sum + weigh(file), 0);
  console.log(`${(bytes / 1000).toFixed(1).padStart(7)} KB  ${page} (${files.length} files)`);
  isOver ||= bytes > LIMIT;
}
if (isOver) {
  console.error(`A first load weighs more than ${LIMIT / 1000} KB.`);
  process.exit(1);
}
