import { expect, test } from "vitest";

import { advance, first, isWholeShown, type Side } from "./pace";

const side = (length: number, isOver = false): Side => ({ length, isOver });

test("nothing is shown before both have begun", () => {
  expect(advance(0, [side(500), side(0)], 1000)).toBe(0);
});

test("the slower one holds both back", () => {
  let shown = 0;
  for (let step = 0; step < 1000; step++) shown = advance(shown, [side(5000), side(120)], 16);
  expect(shown).toBe(120);
});

test("one that is over holds nobody back", () => {
  expect(advance(100, [side(40, true), side(400)], 1000)).toBeGreaterThan(200);
  expect(advance(100, [side(40, true), side(100)], 1000)).toBe(100);
});

test("both are shown whole in the end, and never fewer letters than before", () => {
  const sides = [side(3000, true), side(200, true)];
  let shown = 0;
  for (let ms = 0; ms < 60_000 && !isWholeShown(shown, sides); ms += 16) {
    const next = advance(shown, sides, 16);
    expect(next).toBeGreaterThanOrEqual(shown);
    shown = next;
  }
  expect(shown).toBe(3000);
});

test("no letter is cut in two", () => {
  expect(first("a😀b", 2)).toBe("a😀");
  expect(first("한국어", 2.9)).toBe("한국");
  expect(first("", 3)).toBe("");
});
