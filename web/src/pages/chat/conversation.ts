/** What the server says of conversations, and what can be asked of it. */
import { api, ApiError, type Got } from "../../wire/api";
import { mediaTypeOf } from "./attachments";

export type Conversation = Got<"/api/conversations">["data"][number];
export type Message = Got<"/api/conversations/{conversation_id}">["messages"][number];
export type File = Message["files"][number];
export type Run = NonNullable<Message["run"]>;
/** The receipt of one answer: the field `wayfare` of `/v1/chat/completions`. */
export type Ticket = NonNullable<Got<"/api/runs/{run_id}">["ticket"]>;
/** A sentence in both languages, with a name for programs. */
export type Reason = Ticket["reason"];
export type Model = Got<"/api/models">["data"][number];
export type Fare = Got<"/api/fare", "post">;
/** Where what was looked for stands in the snippet is told in letters; without a message its title was found. */
export type Found = Got<"/api/search">["data"][number];
export type Sent = Got<"/api/conversations/{conversation_id}/runs", "post">;

export interface NewRun {
  /** Our own name of it: the same key never begins two. */
  key: string;
  parent?: string | null;
  text?: string;
  files?: string[];
  model?: string;
  again?: string;
}

const at = (id: string) => `/api/conversations/${encodeURIComponent(id)}`;

export const listConversations = (query: { before?: string; archived?: boolean; project?: string; limit?: number } = {}) => {
  const asked = new URLSearchParams();
  if (query.project) asked.set("project", query.project);
  if (query.before) asked.set("before", query.before);
  if (query.archived) asked.set("archived", "true");
  asked.set("limit", String(query.limit ?? 50));
  return api<Got<"/api/conversations">>("GET", `/api/conversations?${asked}`);
};
export const readConversation = (id: string, signal?: AbortSignal) =>
  api<Got<"/api/conversations/{conversation_id}">>("GET", at(id), undefined, { signal });
export const beginConversation = (made: { title?: string; project?: string; model?: string }) =>
  api<Conversation>("POST", "/api/conversations", made);
export const changeConversation = (
  id: string,
  changes: Partial<Pick<Conversation, "title" | "leaf" | "model" | "project" | "instructions">> & { is_archived?: boolean },
) => api<Conversation>("PATCH", at(id), changes);
export const deleteConversation = (id: string) => api<void>("DELETE", at(id));
export const stopRun = (id: string) => api<Run>("POST", `/api/runs/${encodeURIComponent(id)}/stop`);
export const readRun = (id: string) => api<Got<"/api/runs/{run_id}">>("GET", `/api/runs/${encodeURIComponent(id)}`);
export const readModels = () => api<Got<"/api/models">>("GET", "/api/models");
export const searchMessages = (words: string, signal?: AbortSignal) =>
  api<Got<"/api/search">>("GET", `/api/search?${new URLSearchParams({ q: words })}`, undefined, { signal });
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
  const kept = await api<Got<"/api/files", "post">>("POST", "/api/files", form);
  return { id: kept.id, name: kept.filename, media_type, bytes: kept.bytes };
}

/** A name of our own, so that the same thing is never asked twice. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // randomUUID() is there on https alone
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
