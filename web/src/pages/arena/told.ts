/** What the server says of the round of a day and of the board. */
import type { Said } from "./verdict";

export interface Pair {
  id: string;
  turns: { role: string; text: string }[];
  a: string;
  b: string;
  /** Until then it waits, Unix seconds. */
  until: number;
  /** A vote on it is evidence; else it only teaches. */
  counts: boolean;
}

export interface Round {
  pairs: Pair[];
  questions: { text: string; topic: string | null; votes: number }[];
  /** So many battles were voted on today. */
  done: number;
}

export interface PairRevealed {
  said: Said;
  a: { model: string; cost_micros: number | null };
  b: { model: string; cost_micros: number | null };
  judged: Said | null;
  counts: boolean;
}

export interface Stand {
  arm: string;
  votes: number;
  share: number;
  low: number;
  high: number;
  better_than: string[];
  /** So many votes more place it in a group. */
  still_needed: number;
}

export interface Found {
  as_of: number;
  topic: string | null;
  topics: { id: string; votes: number }[];
  board: {
    state: "ok" | "not_enough_votes";
    votes: number;
    still_needed: number;
    groups: { group: number; arms: Stand[] }[];
    waiting: Stand[];
    style: Record<string, { mean: number; low: number; high: number }>;
    ties: number;
  };
}
