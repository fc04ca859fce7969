import { expect, test } from "vitest";

import { read } from "./words";

test("a size is believed as far as a page can stand it", () => {
  expect(read({ kind: "drawn", width: 300, height: 120.5 })).toEqual({ kind: "drawn", width: 300, height: 120.5 });
  expect(read({ kind: "drawn", width: 1e9, height: 1e9 })).toEqual({ kind: "drawn", width: 4000, height: 4000 });
});

test.each([
  ["nothing", null],
  ["a word", "drawn"],
  ["a size that is none", { kind: "drawn", width: NaN, height: 1 }],
  ["a size below nothing", { kind: "drawn", width: 10, height: -1 }],
  ["endless", { kind: "drawn", width: 10, height: Infinity }],
  ["a size in words", { kind: "drawn", width: "100vw", height: "100vh" }],
  ["another kind", { kind: "navigate", href: "https://example.com" }],
])("%s is passed over", (_, told) => {
  expect(read(told)).toBe(null);
});

test("a line is a number, or not known", () => {
  expect(read({ kind: "failed", line: 3 })).toEqual({ kind: "failed", line: 3 });
  expect(read({ kind: "failed", line: "<b>3</b>" })).toEqual({ kind: "failed", line: null });
});
