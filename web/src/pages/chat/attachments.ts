/** What a file is to a model, and whether there is one that takes it. */
import type { File as Kept, Model } from "./conversation";

/** What a model must take; null: words, which every model reads. */
export type Kind = "image" | "audio" | "file" | "other" | null;

const OFFICE = /\.(?:hwpx?|hwt|docx?|pptx?|xlsx?|odt|ods|odp|rtf|pages|numbers|key|zip|epub)$/i;

export function kindOf({ name, media_type }: Pick<Kept, "name" | "media_type">): Kind {
  if (OFFICE.test(name)) return "other";
  if (media_type.startsWith("image/")) return "image";
  if (media_type.startsWith("audio/")) return "audio";
  if (media_type.startsWith("text/")) return null;
  return media_type === "application/pdf" || /\.pdf$/i.test(name) ? "file" : "other";
}

/** The first file that nobody takes of those who would be asked, and what it is. */
export function unread(
  files: readonly Kept[],
  model: string,
  models: readonly Model[] | null,
): { name: string; kind: Exclude<Kind, null> } | null {
  if (!models?.length) return null; // nobody knows: the server will say
  const named = models.filter(({ name }) => name === model);
  const asked = named.length ? named : models;
  for (const file of files) {
    const kind = kindOf(file);
    if (kind === null) continue;
    const isTaken = kind !== "other" && asked.some(({ features }) => features.includes(kind));
    if (!isTaken) return { name: file.name, kind };
  }
  return null;
}

const LOOKED_AT = 4096;

/** What a file is of which the browser does not know: words, if it reads as such. */
export async function mediaTypeOf(file: Blob & { name: string }): Promise<string> {
  if (file.type) return file.type;
  if (OFFICE.test(file.name)) return "application/octet-stream";
  const start = new Uint8Array(await file.slice(0, LOOKED_AT).arrayBuffer());
  if (start.includes(0)) return "application/octet-stream";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(start, { stream: true }); // the last letter may be cut
    return "text/plain";
  } catch {
    return "application/octet-stream";
  }
}
