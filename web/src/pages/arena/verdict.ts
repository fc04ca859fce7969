/** What a vote said about money. Knows no language. */
export type Said = "a" | "b" | "tie" | "both_bad";

export const SAID: Said[] = ["a", "b", "tie", "both_bad"];

export interface Fighter {
  arm: string;
  cost_micros: number | null;
  /** Null: not told. */
  total_ms: number | null;
}

export type Verdict =
  | { key: "cheaper" | "dearer" | "tie_cheaper" | "bad_cheaper"; arm: string; times: number }
  | { key: "free" | "dearer_than_free" | "tie_free"; arm: string }
  | { key: "same" | "cost_unknown" | "tie_same" | "bad" };

/** Less apart than this is about the same. */
const SAME = 1.15;

/** What to tell of the prices once the names are known. */
export function verdictOf(said: Said, a: Fighter, b: Fighter): Verdict {
  if (said === "both_bad") return { key: "bad" };
  if (a.cost_micros === null || b.cost_micros === null) return { key: "cost_unknown" };
  const isTie = said === "tie";
  const [cheap, dear] = a.cost_micros <= b.cost_micros ? [a, b] : [b, a];
  const [low, high] = [cheap.cost_micros!, dear.cost_micros!];
  const preferred = isTie ? cheap : said === "a" ? a : b;
  const isCheap = preferred === cheap;
  if (low === high || (low > 0 && high / low < SAME)) return { key: isTie ? "tie_same" : "same" };
  if (low === 0) return { key: isTie ? "tie_free" : isCheap ? "free" : "dearer_than_free", arm: preferred.arm };
  return { key: isTie ? "tie_cheaper" : isCheap ? "cheaper" : "dearer", arm: preferred.arm, times: high / low };
}

/** So many times, with no more figures than it can bear: 12 times, 3.4 times. */
export function timesOf(times: number): number {
  return times >= 10 ? Math.round(times) : Math.round(10 * times) / 10;
}
