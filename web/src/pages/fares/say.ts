/** What the board's rows are called and how they are told, in the reader's words. */
import { language } from "../../texts/texts.svelte";
import { named, number } from "../../ui/format.svelte";
import type { Row, Topic } from "./fares";
import { t } from "./texts";

/** A topic by the words that tell it, else by its name. */
export function topicName(topic: Topic): string {
  const words = topic.names[language()] ?? Object.values(topic.names)[0] ?? [];
  if (words.length) return words.slice(0, 3).join(" · ");
  return topic.is_given ? (topic.id ?? "") : t("topic_found", { id: topic.id ?? "" });
}

export function languageName(code: string): string {
  return named("language", code);
}

export function countryName(code: string): string {
  return named("region", code);
}

/** A share of good answers, of 100. */
export function of100(share: number | null | undefined): string {
  return number(share === null || share === undefined ? null : 100 * share);
}

/** Who reads the text, and what becomes of it. */
export function termsOf(row: Row): string {
  const { terms } = row;
  if (terms.stays_here || row.is_local) return t("local");
  const said = [terms.company ?? row.provider];
  if (row.country) said.push(countryName(row.country));
  said.push(terms.may_train === null ? t("trains_unknown") : t(terms.may_train ? "trains" : "trains_not"));
  if (terms.kept_days === null) said.push(t("kept_unknown"));
  else said.push(terms.kept_days === 0 ? t("kept_not") : t("kept", { n: terms.kept_days }));
  if (terms.passes_on) said.push(t("passes_on"));
  return said.join(" · ");
}

/** By which path, where it is not asked as it is. */
export function pathOf(row: Row): string | null {
  if (row.path === "direct") return null;
  if (row.path.startsWith("pivot:")) return t("path_pivot", { language: languageName(row.path.slice(6)) });
  return row.path === "cascade" || row.path === "panel" ? t(`path_${row.path}`) : row.path;
}

/** A row's place on the page. */
export function idOf(row: Row): string {
  return `arm-${row.arm}`;
}
