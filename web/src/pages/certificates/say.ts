/** What a claim is about, in the reader's words. */
import { signed } from "../../ui/format.svelte";
import type { Claim } from "./claims";
import { t } from "./texts";

function armOf(claim: Claim): string {
  return claim.arm ?? t("any_arm");
}

export function about(claim: Claim): string {
  return t("in_place_of", { arm: armOf(claim), baseline: claim.baseline });
}

/** Which questions. */
export function aboutOf(claim: Claim): string {
  const which = claim.topic === null ? t("all_questions") : t("topic", { topic: claim.topic });
  return claim.scope === "past_questions" ? `${which} · ${t("past_questions")}` : which;
}

/** Where an interval ends, in points; null: nowhere. */
export function endOf(points: number | null): string {
  return points === null ? t("open_end") : signed(points, 1);
}
