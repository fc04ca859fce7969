import { expect, test } from "vitest";

import { timesOf, verdictOf, type Fighter } from "./verdict";

const fighter = (arm: string, cost_micros: number | null): Fighter => ({ arm, cost_micros, total_ms: null });
const cheap = fighter("cheap", 100);
const dear = fighter("dear", 1200);

test("who preferred the cheap one is told how much cheaper it is", () => {
  expect(verdictOf("a", cheap, dear)).toEqual({ key: "cheaper", arm: "cheap", times: 12 });
  expect(verdictOf("b", cheap, dear)).toEqual({ key: "dearer", arm: "dear", times: 12 });
});

test("where both are as good, the cheap one is named", () => {
  expect(verdictOf("tie", dear, cheap)).toEqual({ key: "tie_cheaper", arm: "cheap", times: 12 });
});

test("nothing is divided by what is free, and what is unknown is said", () => {
  const free = fighter("free", 0);
  expect(verdictOf("a", free, dear)).toEqual({ key: "free", arm: "free" });
  expect(verdictOf("b", free, dear)).toEqual({ key: "dearer_than_free", arm: "dear" });
  expect(verdictOf("tie", free, dear)).toEqual({ key: "tie_free", arm: "free" });
  expect(verdictOf("a", fighter("x", null), dear)).toEqual({ key: "cost_unknown" });
  expect(verdictOf("a", free, fighter("also free", 0))).toEqual({ key: "same" });
});

test("of two bad ones no price is praised", () => {
  expect(verdictOf("both_bad", cheap, dear)).toEqual({ key: "bad" });
});

test("about the same is no multiple", () => {
  expect(verdictOf("a", fighter("x", 100), fighter("y", 110))).toEqual({ key: "same" });
  expect(timesOf(12.4)).toBe(12);
  expect(timesOf(3.44)).toBe(3.4);
});
