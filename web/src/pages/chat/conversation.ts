/** What the server says of conversations, and what can be asked of it. */
import type { Told } from "../../texts/errors";
import { api, ApiError } from "../../wire/api";
import { mediaTypeOf } from "./attachments";

/** A sentence in both languages, with a name for programs. */
export interface Reason {
  code: string;
  en: string;
  ko: string;
}

export interface Conversation {
  id: string;
  title: string;
  project: string;
  /** What is asked: `auto`, `auto:best`, `auto:cheap`, `auto:fast`, or a model's name. */
  model: string;
  created_at: number;
  updated_at: number;
  /** The message that is shown last. */
  leaf: string | null;
  is_running: boolean;
  archived_at: number | null;
  instructions: string | null;
}

export interface File {
  id: string;
  name: string;
  media_type: string;
  bytes: number;
}

export type Status = "running" | "whole" | "stopped" | "interrupted" | "failed";

export interface Run {
  id: string;
  message: string;
  conversation: string;
  status: Status;
  model: string;
  arm: string | null;
  decision_id: string | null;
  reason?: Reason | null;
  first_token_ms: number | null;
  total_ms: number | null;
  cost_micros: number | null;
  error: Told | null;
  last_event: number;
  /** Nobody may know yet who answers. */
  is_blind?: boolean;
}

export interface Message {
  id: string;
  parent: string | null;
  role: "user" | "assistant";
  text: string;
  files: File[];
  created_at: number;
  run: Run | null;
  is_forgotten?: boolean;
}

export interface Evidence {
  quality: number | null;
  low: number | null;
  high: number | null;
  outcomes: number;
  changed_at: number | null;
}

export interface Pivot {
  /** The code of the language in the middle. */
  middle: string;
  translator: string;
  question: string;
  answer: string;
  left: number;
}

/** The receipt of one answer: the field `wayfare` of `/v1/chat/completions`. */
export interface Ticket {
  decision_id: string;
  model: string;
  arm: string;
  reason: Reason;
  runner_up: string | null;
  fares: { arm: string; fare_micros: number | null }[];
  first_token_ms: number | null;
  total_ms: number;
  cost_micros: number | null;
  cost_state: "final" | "interim" | "estimated" | string;
  hedge_micros: number | null;
  embedding_micros: number | null;
  companies: { name: string; country: string | null; passes_on: boolean }[];
  left_out: string[];
  warnings: Reason[];
  evidence: Evidence | null;
  baseline: string | null;
  saved_micros: number | null;
  certificate: { state: string; compared: number; compared_by: Record<string, number>; says: Reason } | null;
  path: string;
  pivot: Pivot | null;
}

export interface Model {
  name: string;
  label: string;
  provider: string;
  is_local: boolean;
  features: string[];
}

export interface Fare {
  low_micros: number | null;
  high_micros: number | null;
  cap_micros: number | null;
  left_micros: number | null;
  state: "ok" | "near" | "over" | "unknown";
  arm: string | null;
  /** Why nobody could be asked. */
  fault: Told | null;
}

export interface Found {
  conversation: string;
  title: string;
  /** Null: its title was found. */
  message: string | null;
  role: "user" | "assistant" | null;
  snippet: string;
  /** Where what was looked for stands in the snippet, in letters. */
  start: number;
  length: number;
  at: number;
}

export interface NewRun {
  /** Our own name of it: the same key never begins two. */
  key: string;
  parent?: string | null;
  text?: string;
  files?: string[];
  model?: string;
  again?: string;
}

export interface Sent {
  user: Message | null;
  answer: Message;
}

const at = (id: string) => `/api/conversations/${encodeURIComponent(id)}`;

export const listConversations = (query: { before?: string; archived?: boolean; project?: string; limit?: number } = {}) => {
  const asked = new URLSearchParams();
  if (query.project) asked.set("project", query.project);
  if (query.before) asked.set("before", query.before);
  if (query.archived) asked.set("archived", "true");
  asked.set("limit", String(query.limit ?? 50));
  return api<{ data: Conversation[]; next: string | null }>("GET", `/api/conversations?${asked}`);
};
export const readConversation = (id: string, signal?: AbortSignal) =>
  api<Conversation & { messages: Message[] }>("GET", at(id), undefined, { signal });
export const beginConversation = (made: { title?: string; project?: string; model?: string }) =>
  api<Conversation>("POST", "/api/conversations", made);
export const changeConversation = (
  id: string,
  changes: Partial<Pick<Conversation, "title" | "leaf" | "model" | "project" | "instructions">> & { is_archived?: boolean },
) => api<Conversation>("PATCH", at(id), changes);
export const deleteConversation = (id: string) => api<void>("DELETE", at(id));
export const stopRun = (id: string) => api<Run>("POST", `/api/runs/${encodeURIComponent(id)}/stop`);
export const readRun = (id: string) => api<Run & { ticket: Ticket | null }>("GET", `/api/runs/${encodeURIComponent(id)}`);
export const readModels = () => api<{ data: Model[] }>("GET", "/api/models");
export const searchMessages = (words: string, signal?: AbortSignal) =>
  api<{ data: Found[] }>("GET", `/api/search?${new URLSearchParams({ q: words })}`, undefined, { signal });
export const quoteFare = (
  asked: { text: string; model: string; conversation?: string },
  signal?: AbortSignal,
) => api<Fare>("POST", "/api/fare", asked, { signal });

/** Begin a run. Where the line breaks it is asked again by the same key, so nothing is asked twice. */
export async function beginRun(conversation: string, run: NewRun, waitMs = 700): Promise<Sent> {
  for (let tries = 0; ; tries++) {
    try {
      return await api<Sent>("POST", `${at(conversation)}/runs`, run);
    } catch (error) {
      const isCut = error instanceof ApiError && (error.status === 0 || error.status === 502 || error.status === 503);
      if (!isCut || tries >= 2) throw error;
      await new Promise((then) => setTimeout(then, waitMs * 2 ** tries));
    }
  }
}

/** Keep a file. Macs write 각 in names as three letters: they become one. */
export async function keepFile(file: globalThis.File): Promise<File> {
  const form = new FormData();
  const media_type = await mediaTypeOf(file);
  form.set("purpose", "user_data");
  form.set("file", new Blob([file], { type: media_type }), file.name.normalize("NFC"));
  const kept = await api<{ id: string; filename: string; bytes: number }>("POST", "/api/files", form);
  return { id: kept.id, name: kept.filename, media_type, bytes: kept.bytes };
}

/** A name of our own, so that the same thing is never asked twice. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // randomUUID() is there on https alone
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Whether an address is not there: an older server, or a part that is not built in. */
export function isMissing(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 404 || error.status === 405 || error.status === 501);
}
