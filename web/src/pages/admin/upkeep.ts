/** What is made of health, switches and providers before it is shown. */
import type { Got } from "../../wire/api";

type Deployment = Got<"/api/health">["deployments"][number];
type Switched = Got<"/api/switches">["data"][number];
export type Role = Switched["off_for"][number];

export const ROLES = ["member", "admin", "owner"] as const satisfies readonly Role[];

/** More calls that fail than this are worth a word. */
const FAILS_OFTEN = 0.05;
/** Less that is free than this share of a disk is little. */
const FULL = 0.05;

export interface State {
  word: "is_gone" | "is_unasked" | "is_resting" | "is_tried" | "fails_often" | "is_well";
  kind: "plain" | "good" | "warn" | "bad";
}

/** How a deployment stands, in a word. */
export function stateOf(its: Pick<Deployment, "is_listed" | "asked" | "breaker" | "failed_share">): State {
  if (its.breaker === "open" || its.breaker === "held") return { word: "is_resting", kind: "bad" };
  if (its.breaker !== "closed") return { word: "is_tried", kind: "warn" };
  if (!its.is_listed) return { word: "is_gone", kind: "warn" };
  if (its.failed_share === null) return { word: "is_unasked", kind: "plain" };
  return its.failed_share > FAILS_OFTEN ? { word: "fails_often", kind: "warn" } : { word: "is_well", kind: "good" };
}

const WORRY = { bad: 0, warn: 1, good: 2, plain: 3 } as const;

/** Those that something is wrong with first, then those that were asked most. */
export function byWorry<T extends Parameters<typeof stateOf>[0]>(rows: readonly T[]): T[] {
  return [...rows].sort((one, other) => WORRY[stateOf(one).kind] - WORRY[stateOf(other).kind] || other.asked - one.asked);
}

/** Whether little of a disk is free. */
export function isFull(room: { free: number; total: number }): boolean {
  return room.free < FULL * room.total;
}

/** For whom a model is off once one role's switch was turned. */
export function turned(offFor: readonly Role[], role: Role): Role[] {
  return ROLES.filter((each) => (each === role) !== offFor.includes(each));
}

/** Those whose name has every word of what is looked for. */
export function named<T extends { name: string }>(rows: readonly T[], wanted: string): T[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => words.every((word) => row.name.toLowerCase().includes(word)));
}

type Provider = Got<"/api/providers">["data"][number];

/** Whether a provider is in use: it has a key, or is asked without one. */
export function isUsed(its: Pick<Provider, "key" | "is_asked">): boolean {
  return its.key !== null || its.is_asked;
}
