import { expect, test } from "vitest";

import { microsOf } from "./amounts";

test.each([["20", 20_000_000], ["0.50", 500_000], ["$1,000", 1_000_000_000], [" 0.000001 ", 1], ["0", 0]])("%s is money", (text, micros) => {
  expect(microsOf(text)).toBe(micros);
});

test.each(["", "-1", "1e3", "abc", "1.0000001", "1,00", "٣"])("%s is none", (text) => {
  expect(microsOf(text)).toBeNull();
});
