/** Lay a .br and a .gz beside every built file that gains by it, so that serving packs nothing. */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const built = fileURLToPath(new URL("../../src/wayfare/api/page/", import.meta.url));

for (const name of await readdir(built, { recursive: true })) {
  if (!/\.(html|js|css|svg|json)$/.test(name)) continue;
  const file = join(built, name);
  const bytes = await readFile(file);
  if (bytes.length < 512) continue;
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  await writeFile(`${file}.br`, brotliCompressSync(bytes, { params }));
  await writeFile(`${file}.gz`, gzipSync(bytes, { level: 9 }));
}
