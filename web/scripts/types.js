/** Write src/wire/wire.ts from our OpenAPI document; with --check, fail where it is not up to date. */
import { readFile, writeFile } from "node:fs/promises";

import openapiTS, { astToString } from "openapi-typescript";

const from = new URL("../../docs/reference/openapi.json", import.meta.url);
const to = new URL("../src/wire/wire.ts", import.meta.url);
const head = "/** What Wayfare speaks below /api/ and /v1/: made from docs/reference/openapi.json by `npm run types`. */\n";
const made = head + astToString(await openapiTS(await readFile(from, "utf8")));

if (!process.argv.includes("--check")) await writeFile(to, made);
else if ((await readFile(to, "utf8")) !== made) {
  console.error("src/wire/wire.ts is not what docs/reference/openapi.json says. `npm run types` writes it anew.");
  process.exit(1);
}
