import { describe, expect, test } from "vitest";

import { type Currency, DOLLAR, known, ofADollar, type Rates, shownIn, written, writtenDay } from "./amount";

const WON: Currency = { code: "KRW", perDollar: 1400, asOf: "2026-11-20" };
const RATES: Rates = { currency: "USD", per_dollar: { KRW: 1400, EUR: 0.9 }, as_of: "2026-11-20" };

describe("an amount in won", () => {
  test.each([
    [0, "₩0"],
    [1, "₩0.0014"],
    [286, "₩0.4"],
    [357, "₩0.5"],
    [1_000, "₩1.4"],
    [7_100, "₩9.9"],
    [7_140, "₩10"],
    [71_400, "₩100"],
    [882_000, "₩1,235"],
    [1_000_000, "₩1,400"],
    [123_456_789, "₩172,840"],
    [-1_000, "-₩1.4"],
  ])("%i micro-dollars are %s", (micros, said) => {
    expect(written(micros, WON, "ko")).toBe(said);
  });
  test("is rounded once: half a won goes up, whatever the rate", () => {
    expect(written(1_000_500_000, { ...WON, perDollar: 1001 }, "ko")).toBe("₩1,001,501"); // 1,001,500.5
  });
});

describe("an amount in another currency", () => {
  test.each([
    [1_500_000, "$1.50"],
    [500_000, "$0.50"],
    [996_000, "$1.00"],
    [1_005_000, "$1.01"],
    [1_234, "$0.0012"],
    [12_345_678_900, "$12,345.68"],
    [0, "$0.00"],
  ])("%i micro-dollars are %s", (micros, said) => {
    expect(written(micros, DOLLAR, "en")).toBe(said);
  });
  test("names itself where a dollar or a yen could be meant", () => {
    const of = (code: string, perDollar: number) => written(1_000_000, { code, perDollar, asOf: null }, "en");
    expect([of("JPY", 150), of("CNY", 7.1), of("CAD", 1.4), of("EUR", 0.9)]).toEqual(["¥150", "CN¥7.10", "CA$1.40", "€0.90"]);
  });
  test("has a rate that is said without needless digits", () => {
    expect(ofADollar(WON, "ko")).toBe("₩1,400");
    expect(ofADollar({ code: "JPY", perDollar: 150.25, asOf: null }, "en")).toBe("¥150.25");
  });
});

describe("the currency of a reader", () => {
  const code = (rates: Rates, chosen: string | null, language: string) => {
    const { currency, missing } = shownIn(rates, chosen, language);
    return [currency.code, missing];
  };
  test("is the won in Korean, where its rate is known", () => {
    expect(code(RATES, null, "ko")).toEqual(["KRW", null]);
    expect(code({ ...RATES, per_dollar: {} }, null, "ko")).toEqual(["USD", "KRW"]);
  });
  test("is that of whoever runs this Wayfare in other languages", () => {
    expect(code(RATES, null, "en")).toEqual(["USD", null]);
    expect(code({ ...RATES, currency: "EUR" }, null, "en")).toEqual(["EUR", null]);
    expect(code({ ...RATES, currency: "GBP" }, null, "en")).toEqual(["USD", "GBP"]);
  });
  test("is the chosen one before all", () => {
    expect(code(RATES, "USD", "ko")).toEqual(["USD", null]);
    expect(code(RATES, "EUR", "ko")).toEqual(["EUR", null]);
    expect(code(RATES, "SEK", "ko")).toEqual(["KRW", "SEK"]);
  });
  test("is one of those that are known", () => {
    expect(known(RATES)).toEqual(["USD", "EUR", "KRW"]);
    expect(known({ ...RATES, per_dollar: { USD: 1 } })).toEqual(["USD"]);
  });
});

test("a day is written as the language does, and anything else as it is", () => {
  expect(writtenDay("2026-11-20", "ko")).toBe("2026. 11. 20.");
  expect(writtenDay("last week", "en")).toBe("last week");
});
