import { expect, test } from "vitest";

import { paceOf } from "./pace";

test("half a month's spend is doubled", () => {
  expect(paceOf(500, new Date(Date.UTC(2026, 3, 16)))).toBe(1_000);
  expect(paceOf(0, new Date(Date.UTC(2026, 3, 16)))).toBe(0);
});

test("the first minute of a month is no month", () => {
  expect(paceOf(1, new Date(Date.UTC(2026, 3, 1)))).toBe(720);
});
