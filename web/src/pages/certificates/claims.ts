/** What the page draws and says of claims. Knows nothing of how. */
import type { Got } from "../../wire/api";

export type Certificates = Got<"/v1/certificates">;
export type Claim = Certificates["data"][number];
export type Whole = Certificates["whole_policy"][number];
export type Difference = Whole["votes"];
export type Vigil = Certificates["vigils"][number];

/** The three that a reader needs: it is shown, it is not known, it was taken back. */
export type Group = "certified" | "open" | "ended";
export const GROUPS: Group[] = ["certified", "open", "ended"];

export function groupOf(claim: Claim): Group {
  if (claim.state === "certified") return "certified";
  return claim.state === "suspended" || claim.state === "expired" ? "ended" : "open";
}

export const KINDS = { certified: "good", trial: "plain", none: "plain", suspended: "bad", expired: "warn" } as const;

/** How far to both sides all of a page's bars reach: one measure for all, so that they can be compared. */
export function reachOf(margin: number, claims: Claim[]): number {
  const widest = Math.max(0, ...claims.flatMap(({ low_points, high_points }) => [low_points ?? 0, high_points ?? 0]).map(Math.abs));
  return [5, 10, 20, 50, 100].find((reach) => reach >= 3 * margin && reach >= Math.min(widest, 20)) ?? 100;
}

/** Which sentence says an interval, and its figures, all of them positive. */
export function between(low: number | null, high: number | null): { key: "nothing" | "only_low" | "only_high" | "both" | "more" | "fewer"; low: number; high: number } {
  const figures = { low: Math.abs(low ?? 0), high: Math.abs(high ?? 0) };
  if (low === null && high === null) return { key: "nothing", ...figures };
  if (low === null) return { key: "only_high", ...figures };
  if (high === null) return { key: "only_low", ...figures };
  if (low < 0 && high > 0) return { key: "both", ...figures };
  if (low >= 0) return { key: "more", ...figures };
  return { key: "fewer", low: figures.high, high: figures.low };
}

/** An estimate, with no more figures than it can bear: 1,234 is about 1,000. */
export function roughly(count: number): number {
  const size = 10 ** Math.max(0, `${Math.round(count)}`.length - 1);
  return Math.round(count / size) * size;
}
