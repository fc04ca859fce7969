/**
 * Show two answers at equal pace, so that neither speed nor delay tells whose they are.
 *
 * Both have as many letters at any time; the one that is slower holds both back.
 */
export interface Side {
  length: number;
  isOver: boolean;
}

/** Letters a millisecond, where nothing waits to be shown. */
const PACE = 0.09;
/** What waits is shown within so many milliseconds, more or less. */
const WITHIN_MS = 1_500;

/** How many letters of each are shown, so many milliseconds later. */
export function advance(shown: number, sides: Side[], ms: number): number {
  const open = sides.filter((side) => !side.isOver);
  const lengths = (open.length ? open : sides).map((side) => side.length);
  const limit = open.length ? Math.min(...lengths) : Math.max(0, ...lengths);
  if (limit <= shown) return shown;
  return Math.min(limit, shown + ms * Math.max(PACE, (limit - shown) / WITHIN_MS));
}

/** Whether all of both is shown. */
export function isWholeShown(shown: number, sides: Side[]): boolean {
  return sides.every((side) => side.isOver && side.length <= shown);
}

/** The first letters of a text; none is cut in two. */
export function first(text: string, count: number): string {
  const end = Math.floor(count);
  const code = text.charCodeAt(end - 1);
  return text.slice(0, code >= 0xd800 && code <= 0xdbff ? end + 1 : end);
}
