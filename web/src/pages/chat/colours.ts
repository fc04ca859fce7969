/** Colour lines of code. Fetched with the first code that is shown. */
import highlight from "highlight.js/lib/common";

/** HTML with a class for each kind of word; null for a language that is not known. */
export function coloured(code: string, language: string): string | null {
  if (!highlight.getLanguage(language)) return null;
  return highlight.highlight(code, { language, ignoreIllegals: true }).value;
}
