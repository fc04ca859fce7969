/** Micro-dollars of an amount as somebody types it: "20", "0.50", "1,000"; null where it is none. */
export function microsOf(text: string): number | null {
  const plain = text.trim().replace(/^\$/, "").replaceAll(/,(?=\d{3}(\D|$))/g, "");
  const found = /^(\d{1,9})(?:\.(\d{1,6}))?$/.exec(plain);
  if (found === null) return null;
  // digit by digit: binary fractions would lose one now and then
  return Number(found[1]) * 1_000_000 + Number((found[2] ?? "").padEnd(6, "0"));
}
