/** What each page needs before anything is clicked, by what imports what. */
import { readFileSync } from "node:fs";

export const MANIFEST = new URL("../node_modules/.manifest.json", import.meta.url);

/** Pages by name: the files of the entry, and those that the page and what stands beside it add. */
export function firstLoads() {
  const manifest = JSON.parse(readFileSync(MANIFEST, "utf8"));
  const needed = (key, found) => {
    const part = manifest[key];
    if (!part || found.has(part.file)) return found;
    found.add(part.file);
    for (const file of part.css ?? []) found.add(file);
    for (const other of part.imports ?? []) needed(other, found);
    return found;
  };
  const entry = needed("index.html", new Set());
  const pages = Object.keys(manifest).filter((key) => /^src\/pages\/\w+\/Page\.svelte$/.test(key));
  return pages.sort().map((page) => {
    const all = needed(page.replace("Page", "Aside"), needed(page, new Set(entry)));
    return [page.split("/")[2], { entry: [...entry], own: [...all].filter((file) => !entry.has(file)) }];
  });
}
