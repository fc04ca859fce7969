/**
 * Give each page a document of its own, which names what that page needs: it is fetched at once, not
 * one thing after the other. Lay a .br and a .gz beside every built file that gains by it, so that
 * serving packs nothing; then put all of it in the place of what was built before, in one step.
 */
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

import { firstLoads, MANIFEST } from "./first_loads.js";

const built = fileURLToPath(new URL("../build", import.meta.url));
const shown = fileURLToPath(new URL("../../src/wayfare/api/page", import.meta.url));
const before = `${built}.before`;

// what imports what: for these scripts, and for nobody who looks at the page
await rename(join(built, "manifest.json"), fileURLToPath(MANIFEST));

const plain = await readFile(join(built, "index.html"), "utf8");
const link = (file) =>
  file.endsWith(".css") ? `<link rel="stylesheet" crossorigin href="/${file}">` : `<link rel="modulepreload" crossorigin href="/${file}">`;
for (const [page, { own }] of firstLoads()) {
  await writeFile(join(built, `${page}.html`), plain.replace("</head>", `  ${own.map(link).join("\n    ")}\n  </head>`));
}

for (const name of await readdir(built, { recursive: true })) {
  if (!/\.(html|js|css|svg|json|ttf)$/.test(name)) continue;
  const file = join(built, name);
  const bytes = await readFile(file);
  if (bytes.length < 512) continue;
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  await writeFile(`${file}.br`, await promisify(brotliCompress)(bytes, { params }));
  await writeFile(`${file}.gz`, await promisify(gzip)(bytes, { level: 9 }));
}
await rm(before, { recursive: true, force: true });
await rename(shown, before).catch((error) => {
  if (error.code !== "ENOENT") throw error;
});
await rename(built, shown);
await rm(before, { recursive: true, force: true });
