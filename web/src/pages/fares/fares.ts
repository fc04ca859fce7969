/** What the board of fares puts in which order, and what lies on its frontier. Knows nothing of how it is drawn. */
import type { Got } from "../../wire/api";

export type Board = Got<"/api/fares">;
export type Row = Board["rows"][number];
export type Topic = Board["topics"][number];
export type Tab = "best" | "cheap" | "fast";
export type State = Row["state"];

export const TABS: Tab[] = ["best", "cheap", "fast"];
/** Those that may stand for each other come first. */
const STATES: State[] = ["equal", "unknown", "different"];

export interface Group {
  state: State;
  rows: Row[];
}

/** The rows by state, in the tab's order within each. */
export function grouped(rows: Row[], tab: Tab, pointWorthMicros: number): Group[] {
  const ordered = [...rows].sort((a, b) => rankOf(a, tab, pointWorthMicros) - rankOf(b, tab, pointWorthMicros) || compare(a.arm, b.arm));
  return STATES.map((state) => ({ state, rows: ordered.filter((row) => row.state === state) })).filter((group) => group.rows.length > 0);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Less comes first; what is not known comes last. */
function rankOf(row: Row, tab: Tab, pointWorthMicros: number): number {
  const last = Number.MAX_VALUE;
  const cost = row.micros_per_question.value;
  if (tab === "cheap") return cost ?? last;
  if (tab === "fast") return row.whole_ms.p50 ?? last;
  const worth = worthOf(row, pointWorthMicros);
  return worth === null ? last : -worth;
}

/** What an answer is worth less what it costs, in micro-dollars. */
function worthOf(row: Row, pointWorthMicros: number): number | null {
  const cost = row.micros_per_question.value;
  return row.quality === null || cost === null ? null : 100 * row.quality.mean * pointWorthMicros - cost;
}

export interface Point {
  row: Row;
  micros: number;
  mean: number;
  low: number;
  high: number;
  /** No other is both cheaper and better. */
  isOnFrontier: boolean;
}

/** Those whose price and quality are known, the cheapest first. */
export function pointsOf(rows: Row[]): Point[] {
  const points: Point[] = [];
  for (const row of rows) {
    const micros = row.micros_per_question.value;
    if (micros === null || row.quality === null) continue;
    points.push({ row, micros, mean: row.quality.mean, low: row.quality.low, high: row.quality.high, isOnFrontier: false });
  }
  points.sort((a, b) => a.micros - b.micros || b.mean - a.mean);
  let best = -1;
  for (const point of points) {
    point.isOnFrontier = point.mean > best;
    best = Math.max(best, point.mean);
  }
  return points;
}

/**
 * Where a price stands on a line from 0 to 1: by its logarithm, what is free at the line's very start.
 *
 * `ticks` are powers of ten in micro-dollars, and 0 where something is free.
 */
export function priceScale(prices: number[]): { at: (micros: number) => number; ticks: number[] } {
  const paid = prices.filter((micros) => micros > 0);
  const hasFree = prices.some((micros) => micros <= 0);
  const start = hasFree ? 0.12 : 0;
  const from = paid.length ? Math.floor(Math.log10(Math.min(...paid))) : 0;
  const to = paid.length ? Math.max(from + 1, Math.ceil(Math.log10(Math.max(...paid)))) : 1;
  const at = (micros: number) => (micros <= 0 ? 0 : start + ((1 - start) * (Math.log10(micros) - from)) / (to - from));
  const ticks = Array.from({ length: to - from + 1 }, (_, step) => 10 ** (from + step));
  return { at, ticks: paid.length ? (hasFree ? [0, ...ticks] : ticks) : [0] };
}

/** The lowest mark of the line for quality, which ends at 1. */
export function floorOf(points: Point[]): number {
  return Math.max(0, Math.floor(10 * Math.min(0.9, ...points.map((point) => point.low))) / 10);
}

/** Where the best of some figures stand; fewer is better unless `isMore`. What is not known is never best. */
export function bestOf(values: (number | null)[], isMore = false): boolean[] {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return values.map(() => false);
  const best = isMore ? Math.max(...known) : Math.min(...known);
  return values.map((value) => value === best);
}
