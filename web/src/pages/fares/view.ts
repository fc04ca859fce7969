/** What the board's address says, and addresses of other views of it. */
import { language } from "../../texts/texts.svelte";
import { route, withQuery } from "../../router.svelte";
import { type Tab, TABS } from "./fares";

/** Of so many the fares are told where nobody named one. */
export const DAYS = ["7", "30", "90", "365"];
export const LANGUAGES = ["ko", "en", "ja", "zh", "es", "fr", "de", "ru", "ar"];
export const TERMS = ["local", "no_training", "not_kept"] as const;
export const COMPARED_MAX = 3;

/** What is shown. Read it in a component, and it is followed. */
export const view = {
  get tab(): Tab {
    const asked = route.query.get("tab") as Tab;
    return TABS.includes(asked) ? asked : "best";
  },
  get topic(): string {
    return route.query.get("topic") ?? "";
  },
  get days(): string {
    return route.query.get("days") ?? "30";
  },
  get language(): string {
    return route.query.get("language") ?? language();
  },
  get terms(): string {
    return route.query.get("terms") ?? "";
  },
  get country(): string {
    return route.query.get("country") ?? "";
  },
  get compared(): string[] {
    return route.query.getAll("with").slice(0, COMPARED_MAX);
  },
  get isFiltered(): boolean {
    return Boolean(this.terms || this.country);
  },
};

/** Where the board is asked for; without its filters, to know what could be chosen. */
export function asking(isFiltered: boolean): string {
  const query = new URLSearchParams({ days: view.days, language: view.language });
  if (view.topic) query.set("topic", view.topic);
  if (isFiltered && view.terms) query.set("terms", view.terms);
  if (isFiltered && view.country) query.set("country", view.country);
  return `/api/fares?${query}`;
}

/** The address with one more compared, or one fewer. */
export function toggled(arm: string): string {
  const { compared } = view;
  const others = compared.includes(arm) ? compared.filter((other) => other !== arm) : [...compared, arm];
  const query = new URLSearchParams(route.query);
  query.delete("with");
  for (const other of others) query.append("with", other);
  return query.size ? `${route.path}?${query}` : route.path;
}

export { withQuery };
