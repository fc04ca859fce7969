/**
 * Lay a .br and a .gz beside every built file that gains by it, so that serving packs nothing; then
 * put all of it in the place of what was built before, in one step.
 */
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const built = fileURLToPath(new URL("../build", import.meta.url));
const shown = fileURLToPath(new URL("../../src/wayfare/api/page", import.meta.url));
const before = `${built}.before`;

// what imports what: for scripts/weight.js, and for nobody who looks at the page
await rename(join(built, "manifest.json"), fileURLToPath(new URL("../node_modules/.manifest.json", import.meta.url)));

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
