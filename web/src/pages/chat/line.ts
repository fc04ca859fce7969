/** The one quiet line of an answer: who gave it, how long it took, what it cost. */
import { duration, money } from "../../ui/format.svelte";
import { session } from "../../session.svelte";
import type { Run } from "./conversation";
import { isGoal, shortName } from "./models.svelte";
import { t, type Word } from "./texts";

/** Whether names of models stay on the ticket: whoever runs this Wayfare shows one assistant. */
export function isOneAssistant(): boolean {
  return session.hello.is_one_assistant && !session.isAdmin;
}

export function nameOf(model: string | null | undefined): string {
  if (isOneAssistant()) return t("one_assistant");
  if (!model) return t("auto");
  return isGoal(model) ? t(model as Word) : shortName(model);
}

export function lineOf(run: Run): string {
  const said = [nameOf(run.arm ?? run.model)];
  if (run.total_ms !== null) said.push(duration(run.total_ms));
  if (run.status !== "running") said.push(run.cost_micros === null ? t("fare_unknown") : money(run.cost_micros));
  return said.join(" · ");
}
