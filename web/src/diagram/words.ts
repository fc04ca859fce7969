/** What the page and the frame that draws tell each other, by a channel of their own. */

/** What is to be drawn, and how it shall look. */
export interface Asked {
  text: string;
  isDark: boolean;
}

/** How it went. A size is in CSS pixels; `line` is where the text cannot be read, if that is known. */
export type Told = { kind: "drawn"; width: number; height: number } | { kind: "failed"; line: number | null };

const WIDTH_MAX = 4000;
const HEIGHT_MAX = 4000;

/** What a frame told, if it is something that it may tell: sizes that a page can stand. */
export function read(told: unknown): Told | null {
  if (typeof told !== "object" || told === null) return null;
  const { kind, width, height, line } = told as Record<string, unknown>;
  if (kind === "drawn" && isSize(width) && isSize(height)) {
    return { kind, width: Math.min(width, WIDTH_MAX), height: Math.min(height, HEIGHT_MAX) };
  }
  if (kind === "failed") return { kind, line: Number.isSafeInteger(line) && (line as number) > 0 ? (line as number) : null };
  return null;
}

function isSize(value: unknown): value is number {
  return typeof value === "number" && value > 0 && Number.isFinite(value);
}
