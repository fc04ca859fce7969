/**
 * What is read out of an answer while it streams: whole sentences, without their marks.
 *
 * A live region that grew letter by letter would be read letter by letter.
 */
const END = /[.!?。！？…](?=[\s"'”’)\]*_]|$)|[。！？]|\n/g;

export class Speaker {
  #said = 0;
  readonly #code: string;

  /** `code` is said in place of lines of code. */
  constructor(code: string) {
    this.#code = code;
  }

  /** The sentences that are whole now and were not said yet; with `isLast`, all that is left. */
  next(text: string, isLast = false): string[] {
    const end = isLast ? text.length : lastEnd(text, this.#said);
    if (end <= this.#said) return [];
    const open = inCode(text.slice(0, this.#said));
    const found = sentences(text.slice(this.#said, end), open, this.#code);
    this.#said = end;
    return found;
  }
}

function lastEnd(text: string, from: number): number {
  let end = from;
  END.lastIndex = from;
  for (let found = END.exec(text); found; found = END.exec(text)) {
    const at = found.index + found[0].length;
    // at the very end it may be the dot of 3.14: the next letter tells
    if (at < text.length || found[0] === "\n" || /[。！？]/.test(found[0])) end = at;
  }
  return end;
}

function inCode(text: string): boolean {
  return (text.match(/^\s*(```|~~~)/gm)?.length ?? 0) % 2 === 1;
}

function sentences(text: string, startsInCode: boolean, code: string): string[] {
  const found: string[] = [];
  let isCode = startsInCode;
  for (const line of text.split("\n")) {
    if (/^\s*(```|~~~)/.test(line)) {
      isCode = !isCode;
      if (isCode) found.push(code);
    } else if (!isCode) {
      const plain = unmarked(line);
      if (plain) found.push(plain);
    }
  }
  return found;
}

/** A line of Markdown as it is said. */
export function unmarked(line: string): string {
  if (/^\s*\|?[\s:|-]+\|?\s*$/.test(line)) return "";
  return line
    .replace(/^\s*(?:#{1,6}|>|[-*+]|\d+\.)\s+/, "")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[*_~`]{1,3}(?=\S)|(?<=\S)[*_~`]{1,3}/g, "")
    .replace(/\|/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}
