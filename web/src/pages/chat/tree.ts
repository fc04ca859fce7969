/**
 * The messages of a conversation, which are a tree: an edit is a sibling of what was edited, and an
 * answer that is given anew is a sibling of the first one.
 */
export interface Node {
  id: string;
  parent: string | null;
  created_at: number;
}

export class Tree<M extends Node> {
  readonly #byId = new Map<string, M>();
  readonly #below = new Map<string | null, M[]>();

  constructor(messages: readonly M[]) {
    for (const message of messages) this.#byId.set(message.id, message);
    for (const message of messages) {
      const parent = this.#parentOf(message);
      const siblings = this.#below.get(parent);
      if (siblings) siblings.push(message);
      else this.#below.set(parent, [message]);
    }
    for (const siblings of this.#below.values()) siblings.sort((a, b) => a.created_at - b.created_at);
  }

  get(id: string | null | undefined): M | undefined {
    return id == null ? undefined : this.#byId.get(id);
  }

  /** What was said in answer to a message; to null: what began the conversation. */
  below(id: string | null): readonly M[] {
    return this.#below.get(id) ?? [];
  }

  /** From the first message to the one that is shown last; to the newest where that is not known. */
  path(leaf: string | null): M[] {
    const found: M[] = [];
    const seen = new Set<string>();
    let at = this.get(leaf) ?? this.get(this.newest(null));
    while (at && !seen.has(at.id)) {
      seen.add(at.id);
      found.push(at);
      at = this.get(this.#parentOf(at));
    }
    return found.reverse();
  }

  /** A message among those that stand in its place: `at` of `of`, counted from 1. */
  place(id: string): { at: number; of: number; before: string | null; after: string | null } {
    const message = this.#byId.get(id);
    const siblings = message ? this.below(this.#parentOf(message)) : [];
    const at = siblings.findIndex((sibling) => sibling.id === id);
    return {
      at: at + 1,
      of: siblings.length,
      before: siblings[at - 1]?.id ?? null,
      after: at < 0 ? null : (siblings[at + 1]?.id ?? null),
    };
  }

  /** The end of the branch that was gone on with last, from a message on. */
  newest(id: string | null): string | null {
    let at = id;
    const seen = new Set<string>();
    for (;;) {
      const next = this.below(at).at(-1);
      if (!next || seen.has(next.id)) return at;
      seen.add(next.id);
      at = next.id;
    }
  }

  /** A message whose parent is not there begins a conversation, rather than being lost. */
  #parentOf(message: M): string | null {
    return message.parent !== null && this.#byId.has(message.parent) ? message.parent : null;
  }
}
