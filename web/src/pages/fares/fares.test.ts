import { expect, test } from "vitest";

import { bestOf, floorOf, grouped, pointsOf, priceScale, type Row } from "./fares";

function row(arm: string, state: Row["state"], mean: number | null, micros: number | null, ms: number | null = null): Row {
  const quality = mean === null ? null : { mean, low: mean - 0.1, high: mean + 0.05, outcomes: 3, basis: "measured" as const, as_of: null };
  return {
    arm, state, quality,
    micros_per_question: { value: micros, basis: "measured", answers: 1 },
    whole_ms: { p50: ms, p95: ms, n: 1 },
  } as Row;
}
const names = (rows: Row[]) => rows.map(({ arm }) => arm);

test("those that may stand for each other come first, in the tab's order", () => {
  const rows = [row("a", "different", 0.5, 1), row("b", "equal", 0.8, 500, 90), row("c", "unknown", null, 2), row("d", "equal", 0.81, 100, 200)];
  expect(grouped(rows, "cheap", 200).map((group) => names(group.rows))).toEqual([["d", "b"], ["c"], ["a"]]);
  expect(names(grouped(rows, "fast", 200)[0]!.rows)).toEqual(["b", "d"]);
});

test("best is what a point is worth less what it costs", () => {
  const rows = [row("dear", "equal", 0.9, 5000), row("cheap", "equal", 0.88, 100)];
  expect(names(grouped(rows, "best", 200)[0]!.rows)).toEqual(["cheap", "dear"]);
  expect(names(grouped(rows, "best", 5000)[0]!.rows)).toEqual(["dear", "cheap"]);
});

test("what is not known comes last, and never counts as nothing", () => {
  const rows = [row("unpriced", "unknown", 0.9, null), row("priced", "unknown", 0.4, 9000)];
  for (const tab of ["best", "cheap"] as const) expect(names(grouped(rows, tab, 200)[0]!.rows)).toEqual(["priced", "unpriced"]);
  expect(pointsOf(rows).map((point) => point.row.arm)).toEqual(["priced"]);
});

test("on the frontier no other is both cheaper and better", () => {
  const points = pointsOf([row("a", "equal", 0.6, 0), row("b", "equal", 0.5, 10), row("c", "equal", 0.9, 100), row("d", "equal", 0.9, 200)]);
  expect(points.filter((point) => point.isOnFrontier).map((point) => point.row.arm)).toEqual(["a", "c"]);
});

test("the line of prices goes by powers of ten, what is free at its start", () => {
  const { at, ticks } = priceScale([0, 30, 2000]);
  expect(ticks).toEqual([0, 10, 100, 1000, 10000]);
  expect(at(0)).toBe(0);
  expect(at(10)).toBeCloseTo(0.12);
  expect(at(10000)).toBeCloseTo(1);
  expect(priceScale([]).ticks).toEqual([0]);
  expect(priceScale([100, 100]).ticks).toEqual([100, 1000]);
});

test("the line of quality begins below what is drawn", () => {
  expect(floorOf(pointsOf([row("a", "equal", 0.85, 1)]))).toBe(0.7);
  expect(floorOf([])).toBe(0.9);
});

test("best of some is only who is known", () => {
  expect(bestOf([null, 3, 2])).toEqual([false, false, true]);
  expect(bestOf([null, 3], true)).toEqual([false, false]);
});
