/** Group what was done by when: today, yesterday, the last week, and then by month. */

export type Span = "today" | "yesterday" | "week" | { month: string };

export interface Group<T> {
  key: string;
  span: Span;
  items: T[];
}

const DAY_MS = 86_400_000;

/** Groups in the order in which things come, which is the newest first. */
export function byDay<T>(items: readonly T[], secondsOf: (item: T) => number, now: Date, language: string): Group<T>[] {
  let month: Intl.DateTimeFormat | undefined; // slow to make, and seldom needed
  const monthOf = (at: Date) => (month ??= new Intl.DateTimeFormat(language, { year: "numeric", month: "long" })).format(at);
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
  const groups = new Map<string, Group<T>>();
  for (const item of items) {
    const at = new Date(secondsOf(item) * 1000);
    const span = spanOf(at, today, monthOf);
    const key = typeof span === "string" ? span : span.month;
    const group = groups.get(key);
    if (group) group.items.push(item);
    else groups.set(key, { key, span, items: [item] });
  }
  return [...groups.values()];
}

function spanOf(at: Date, today: number, monthOf: (at: Date) => string): Span {
  const day = new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
  const ago = Math.round((today - day) / DAY_MS); // rounded: a day of summer time has 23 hours
  if (ago <= 0) return "today";
  if (ago === 1) return "yesterday";
  return ago < 7 ? "week" : { month: monthOf(at) };
}
