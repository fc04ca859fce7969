/** Numbers, money and times as the reader's language writes them. What is unknown is said so, never 0. */
import { language, t } from "../texts/texts.svelte";
import { type Currency, DOLLAR, written, writtenDay } from "./amount";

let shown: () => Currency = () => DOLLAR;

/** Have amounts shown in what this says, from now on; it is asked each time, and so followed. */
export function showIn(asked: () => Currency): void {
  shown = asked;
}

/** Micro-dollars in the reader's currency, with as many digits as say something. */
export function money(micros: number | null | undefined): string {
  if (micros === null || micros === undefined) return t("unknown");
  return written(micros, shown(), language());
}

/** The same in dollars, as it is kept; null where it is shown in dollars already, or unknown. */
export function dollars(micros: number | null | undefined): string | null {
  if (micros === null || micros === undefined || shown().code === DOLLAR.code) return null;
  return written(micros, DOLLAR, language());
}

/** A sentence that the server made, its dollars in the reader's currency. It writes them as "$0.001142". */
export function withMoney(sentence: string): string {
  if (shown().code === DOLLAR.code) return sentence;
  return sentence.replace(/\$(\d[\d,]*(?:\.\d+)?)/g, (_, amount: string) => money(Math.round(Number(amount.replaceAll(",", "")) * 1_000_000)));
}

/** From one amount to another; a single one where they read the same. */
export function moneyRange(low: number | null | undefined, high: number | null | undefined): string {
  const [from, to] = [money(low), money(high)];
  return from === to ? from : `${from} – ${to}`;
}

export function number(value: number | null | undefined, digits = 0): string {
  if (value === null || value === undefined) return t("unknown");
  return new Intl.NumberFormat(language(), { maximumFractionDigits: digits }).format(value);
}

/** A difference: what is more has a plus before it. */
export function signed(value: number, digits = 0): string {
  return `${value > 0 ? "+" : ""}${number(value, digits)}`;
}

/** What a currency, a language or a country is called; what has no name keeps its code. */
export function named(type: "currency" | "language" | "region", code: string): string {
  try {
    return new Intl.DisplayNames(language(), { type }).of(code) ?? code;
  } catch {
    return code;
  }
}

export function percent(share: number | null | undefined, digits = 0): string {
  if (share === null || share === undefined) return t("unknown");
  return new Intl.NumberFormat(language(), { style: "percent", maximumFractionDigits: digits }).format(share);
}

/** How long something took. */
export function duration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return t("unknown");
  const [value, unit] = ms < 1000 ? [Math.round(ms), "millisecond"] : ms < 60_000 ? [ms / 1000, "second"] : [ms / 60_000, "minute"];
  return new Intl.NumberFormat(language(), {
    style: "unit",
    unit: unit as string,
    unitDisplay: "short",
    maximumFractionDigits: (value as number) < 10 && unit !== "millisecond" ? 1 : 0,
  }).format(value as number);
}

/** When something was, from Unix seconds: the time today, else the day. */
export function when(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined) return t("unknown");
  const at = new Date(seconds * 1000);
  const isToday = at.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(language(), isToday ? { timeStyle: "short" } : { dateStyle: "medium" }).format(at);
}

/** A day as the server has it, such as 2026-11-20. */
export function day(said: string): string {
  return writtenDay(said, language());
}

export function bytes(count: number): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  let place = 0;
  let value = count;
  while (value >= 1000 && place < units.length - 1) {
    value /= 1000;
    place++;
  }
  return new Intl.NumberFormat(language(), { style: "unit", unit: units[place], unitDisplay: place ? "short" : "long", maximumFractionDigits: place ? 1 : 0 }).format(value);
}
