/**
 * One's own conversations, as the list shows them: kept in one place, so that what is done in a
 * conversation is seen in the list at once, and in the browser's other tabs.
 */
import {
  changeConversation, deleteConversation, listConversations, type Conversation,
} from "./conversation";
import { chooseProject, projects, projectsKnown } from "./projects.svelte";

let items = $state.raw<Conversation[]>([]);
let next = $state.raw<string | null>(null);
let isKnown = $state(false);
let isArchive = $state(false);
let failure = $state.raw<unknown>(null);
let turn = 0;

export const conversations = {
  get items() {
    return items;
  },
  get isKnown() {
    return isKnown;
  },
  get hasMore() {
    return next !== null;
  },
  get isArchive() {
    return isArchive;
  },
  get failure() {
    return failure;
  },
};

/** Read the newest again. What was listed stays until the answer is there. */
export async function refresh(archive = isArchive): Promise<void> {
  const mine = ++turn;
  if (archive !== isArchive) items = [];
  isArchive = archive;
  try {
    await projectsKnown();
    const limit = Math.max(50, Math.min(200, items.length));
    const found = await listConversations({ archived: archive, project: projects.chosen, limit });
    if (mine !== turn) return; // another list was asked for meanwhile
    items = found.data;
    next = found.next;
    failure = null;
  } catch (error) {
    if (mine === turn) failure = error;
  }
  isKnown = true;
}

export async function more(): Promise<void> {
  if (next === null) return;
  const mine = turn;
  const found = await listConversations({ archived: isArchive, project: projects.chosen, before: next });
  if (mine !== turn) return;
  const known = new Set(items.map(({ id }) => id));
  items = [...items, ...found.data.filter(({ id }) => !known.has(id))];
  next = found.next;
}

/** Show those of one project; of all, where none is named. */
export async function showProject(id: string): Promise<void> {
  chooseProject(id);
  items = [];
  await refresh();
}

/** Put what is known of a conversation into the list: a new one comes first. */
export function note(changed: Partial<Conversation> & { id: string }): void {
  const known = items.find(({ id }) => id === changed.id);
  if (!known && !("title" in changed && "updated_at" in changed)) return;
  const noted = { ...known, ...changed } as Conversation;
  const isOurs = !projects.chosen || noted.project === projects.chosen;
  const belongs = isOurs && (noted.archived_at !== null) === isArchive;
  const others = items.filter(({ id }) => id !== changed.id);
  items = belongs ? [...others, noted].sort((a, b) => b.updated_at - a.updated_at) : others;
}

export async function rename(id: string, title: string): Promise<void> {
  note(await changeConversation(id, { title }));
  tell(id);
}

export async function archive(id: string, isArchived: boolean): Promise<void> {
  note(await changeConversation(id, { is_archived: isArchived }));
  tell(id);
}

export async function remove(id: string): Promise<void> {
  await deleteConversation(id);
  items = items.filter((item) => item.id !== id);
  tell(id);
}

const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("wayfare-conversations");
const heard = new Set<(id: string) => void>();
channel?.addEventListener("message", ({ data }) => {
  void refresh();
  for (const then of heard) then(String(data));
});

/** Tell the other tabs that a conversation has changed. */
export function tell(id: string): void {
  channel?.postMessage(id);
}

/** Hear of what other tabs change. */
export function onChange(then: (id: string) => void): () => void {
  heard.add(then);
  return () => heard.delete(then);
}
