import { expect, test } from "vitest";

import { byDay } from "./days";

const NOW = new Date(2026, 10, 28, 9, 0);
const at = (...when: [number, number, number, number?]) => new Date(...when).getTime() / 1000;

test("what was done is grouped by day, and what is older by month", () => {
  const times = [at(2026, 10, 28, 8), at(2026, 10, 28, 0), at(2026, 10, 27, 23), at(2026, 10, 22), at(2026, 10, 21), at(2026, 9, 1), at(2025, 10, 1)];
  expect(byDay(times, (time) => time, NOW, "ko").map(({ key, items }) => [key, items.length])).toEqual([
    ["today", 2], ["yesterday", 1], ["week", 1], ["2026년 11월", 1], ["2026년 10월", 1], ["2025년 11월", 1],
  ]);
});
test("a clock that runs ahead is today", () => {
  expect(byDay([at(2026, 10, 29)], (time) => time, NOW, "en")[0]?.key).toBe("today");
});
