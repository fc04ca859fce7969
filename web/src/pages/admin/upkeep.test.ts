import { expect, test } from "vitest";

import { byWorry, isFull, isUsed, named, stateOf, turned } from "./upkeep";

const WELL = { is_listed: true, asked: 10, breaker: "closed", failed_share: 0 } as const;

test("a model says in a word how it stands, what is worst first", () => {
  expect(stateOf(WELL).word).toBe("is_well");
  expect(stateOf({ ...WELL, failed_share: 0.2 }).word).toBe("fails_often");
  expect(stateOf({ ...WELL, asked: 0, failed_share: null }).word).toBe("is_unasked");
  expect(stateOf({ ...WELL, is_listed: false }).word).toBe("is_gone");
  expect(stateOf({ ...WELL, breaker: "half_open" }).word).toBe("is_tried");
  expect(stateOf({ ...WELL, is_listed: false, breaker: "open" }).word).toBe("is_resting");
});

test("what is wrong stands first, then what was asked most", () => {
  const rows = [
    { ...WELL, asked: 0, failed_share: null },
    { ...WELL, asked: 5 },
    { ...WELL, asked: 9 },
    { ...WELL, breaker: "open" as const, asked: 1 },
  ];
  expect(byWorry(rows).map((row) => row.asked)).toEqual([1, 9, 5, 0]);
});

test("a switch turns one role and leaves the others", () => {
  expect(turned([], "member")).toEqual(["member"]);
  expect(turned(["member", "owner"], "member")).toEqual(["owner"]);
  expect(turned(["member"], "owner")).toEqual(["member", "owner"]);
});

test("a disk is full when a twentieth is left", () => {
  expect(isFull({ free: 4, total: 100 })).toBe(true);
  expect(isFull({ free: 50, total: 100 })).toBe(false);
});

test("models are found by any words of their names", () => {
  const rows = [{ name: "openai/gpt-5" }, { name: "local/small" }];
  expect(named(rows, "GPT open")).toEqual([rows[0]]);
  expect(named(rows, " ")).toEqual(rows);
});

test("a provider is in use by its key, or because it is asked", () => {
  expect(isUsed({ key: "kept", is_asked: false })).toBe(true);
  expect(isUsed({ key: null, is_asked: true })).toBe(true);
  expect(isUsed({ key: null, is_asked: false })).toBe(false);
});
