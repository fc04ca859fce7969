/** An amount of money as a language writes it, in one currency or another. Knows nothing of who reads it. */
export interface Currency {
  code: string;
  /** How many of it a dollar was worth, and of what day that is. */
  perDollar: number;
  asOf: string | null;
}

/** What the server says of money: the currency of whoever runs it, and the rates that are known. */
export interface Rates {
  currency: string;
  per_dollar: Record<string, number>;
  as_of: string | null;
}

/** Amounts are kept in it, so it needs no rate. */
export const DOLLAR: Currency = { code: "USD", perDollar: 1, asOf: null };

const OF_LANGUAGE: Record<string, string> = { ko: "KRW" };

/** The currencies that something can be shown in: dollars, and each whose rate is known. */
export function known(rates: Rates): string[] {
  return [DOLLAR.code, ...Object.keys(rates.per_dollar).filter((code) => code !== DOLLAR.code).sort()];
}

/**
 * What to show amounts in, and what they would be shown in if its rate were known.
 *
 * First what was chosen, then what the language's readers pay in, then what whoever runs this
 * Wayfare has set; dollars where no rate is known.
 */
export function shownIn(rates: Rates, chosen: string | null, language: string): { currency: Currency; missing: string | null } {
  const wanted = [chosen, OF_LANGUAGE[language], rates.currency].filter((code) => !!code) as string[];
  const code = wanted.find((each) => known(rates).includes(each)) ?? DOLLAR.code;
  const missing = wanted[0] !== code ? wanted[0]! : null;
  const perDollar = rates.per_dollar[code];
  if (code === DOLLAR.code || perDollar === undefined) return { currency: DOLLAR, missing };
  return { currency: { code, perDollar, asOf: rates.as_of }, missing };
}

/**
 * Micro-dollars in a currency: as many digits as it has coins for, and of a smaller amount the
 * first two that are not 0, so that what costs something never reads as free.
 */
export function written(micros: number, { code, perDollar }: Currency, language: string): string {
  // one product and one quotient: each further step would round once more
  const amount = (micros * perDollar) / 1_000_000;
  const coins = format(code, "en", {}).resolvedOptions().maximumFractionDigits ?? 2;
  const firstTwo = amount === 0 ? 0 : 1 - Math.floor(Math.log10(Math.abs(amount)));
  return format(code, language, { minimumFractionDigits: coins, maximumFractionDigits: Math.min(Math.max(coins, firstTwo), 20) }).format(amount);
}

/** What a dollar is worth in it. */
export function ofADollar({ code, perDollar }: Currency, language: string): string {
  return format(code, language, { maximumFractionDigits: 4 }).format(perDollar);
}

/** A day as the server has it, as the language writes it; what is no day stays as it is. */
export function writtenDay(day: string, language: string): string {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(day) : NaN;
  return Number.isNaN(at) ? day : new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" }).format(at);
}

function format(code: string, language: string, digits: Intl.NumberFormatOptions): Intl.NumberFormat {
  // of all dollars, only the one that is kept is a bare "$"
  const currencyDisplay = code === DOLLAR.code ? "narrowSymbol" : "symbol";
  return new Intl.NumberFormat(language, { style: "currency", currency: code, currencyDisplay, ...digits });
}
