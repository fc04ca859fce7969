/** What a month comes to, where it goes on as it went so far. Days and months are UTC's. */
export function paceOf(spentMicros: number, now: Date): number {
  const year = now.getUTCFullYear();
  const month = now.getUTCMonth();
  const began = Date.UTC(year, month, 1);
  const ends = Date.UTC(year, month + 1, 1);
  // the first hour tells little of a month
  const passed = Math.max(now.getTime() - began, 3_600_000);
  return Math.round((spentMicros * (ends - began)) / passed);
}
