/** By whose word a price is, in the reader's words. The names of others stay as they are. */
import { texts } from "../../texts/texts.svelte";

const en = {
  settings: "the settings",
  scripted: "made up for tests",
  table: "the table {name}",
};
const ko: Record<keyof typeof en, string> = {
  settings: "설정",
  scripted: "시험용으로 지어낸 값",
  table: "{name} 가격표",
};
const t = texts<keyof typeof en>({ en, ko });

/** What the server itself says, where nobody else is named. */
const OURS: Record<string, "settings" | "scripted"> = {
  settings: "settings",
  "made up for tests": "scripted",
};
/** The table that comes with the server, and its version. */
const TABLE = /^genai-prices \S+$/;

export function sourceOf(source: string): string {
  const ours = Object.hasOwn(OURS, source) && OURS[source];
  if (ours) return t(ours);
  return TABLE.test(source) ? t("table", { name: source }) : source;
}
