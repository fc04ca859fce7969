/**
 * What is written and not sent yet, a draft a conversation: it outlives a reload, in this tab alone.
 *
 * A draft keeps the key of the run that was tried with it, so that trying again never asks twice.
 */
import type { File } from "./conversation";

export interface Draft {
  text: string;
  files: File[];
  /** Of the run that was tried with just these words. */
  key?: string;
}

const EMPTY: Draft = { text: "", files: [] };

const nameOf = (conversation: string | null) => `wayfare-draft-${conversation ?? "new"}`;

export function readDraft(conversation: string | null, kept: Storage = sessionStorage): Draft {
  try {
    const found: unknown = JSON.parse(kept.getItem(nameOf(conversation)) ?? "null");
    if (typeof found === "object" && found !== null && "text" in found && typeof found.text === "string") {
      const { files, key } = found as unknown as Draft;
      return { text: found.text, files: Array.isArray(files) ? files : [], key };
    }
  } catch {
    // somebody else's, or cut short: there is no draft
  }
  return EMPTY;
}

export function keepDraft(conversation: string | null, draft: Draft, kept: Storage = sessionStorage): void {
  try {
    if (!draft.text && !draft.files.length) kept.removeItem(nameOf(conversation));
    else kept.setItem(nameOf(conversation), JSON.stringify(draft));
  } catch {
    // the browser keeps no more: what is written still stands in the field
  }
}
