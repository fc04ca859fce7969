/**
 * One conversation while it is shown: its tree of messages, and the answers that are being given.
 *
 * An answer belongs to the server. This only follows it: whoever reloads, or comes from another
 * device, finds what has come so far and hears the rest.
 */
import { ApiError } from "../../wire/api";
import { listen, type Heard, type LineState } from "../../wire/events";
import {
  beginConversation, beginRun, changeConversation, newKey, readConversation, readRun, stopRun,
  type Conversation, type File, type Message, type NewRun, type Run, type Sent, type Ticket,
} from "./conversation";
import { note, tell } from "./conversations.svelte";
import { projects } from "./projects.svelte";
import { Tree } from "./tree";

/** So many at the end are drawn at once. */
const SEEN_FIRST = 4;

/** A message that may still grow. */
export class Said {
  readonly id: string;
  readonly parent: string | null;
  readonly role: "user" | "assistant";
  readonly files: File[];
  readonly created_at: number;
  readonly isForgotten: boolean;
  text = $state("");
  run = $state.raw<Run | null>(null);
  ticket = $state.raw<Ticket | null>(null);
  /** It is on its way to the server, which has not said yet that it keeps it. */
  isSending = $state(false);
  line = $state<LineState>("open");
  /** It is seen, or soon will be; what is far stands as it was written. */
  isNear = $state(false);

  constructor(message: Message, isSending = false) {
    this.id = message.id;
    this.parent = message.parent;
    this.role = message.role;
    this.files = message.files;
    this.created_at = message.created_at;
    this.isForgotten = message.is_forgotten;
    this.text = message.text;
    this.run = message.run;
    this.isSending = isSending;
    this.isNear = isSending || this.isRunning;
  }

  get isRunning(): boolean {
    return this.run?.status === "running";
  }
}

export class Talk {
  conversation = $state.raw<Conversation | null>(null);
  #said = $state.raw<Said[]>([]);
  #leaf = $state<string | null>(null);
  /** Why it cannot be shown. */
  failure = $state.raw<unknown>(null);
  isLoading = $state(false);

  // an answer without a name is shown beside the one that it is compared with, until there is a vote
  readonly #tree = $derived(new Tree(this.#said.filter(({ run }) => !run?.is_blind)));
  readonly path = $derived(this.#tree.path(this.#leaf));
  /** The answer that is being given at the end of what is shown. */
  readonly running = $derived(this.path.findLast((said) => said.isRunning) ?? null);

  #followed = new Map<string, AbortController>();
  #isOver = false;

  get id(): string | null {
    return this.conversation?.id ?? null;
  }

  place(said: Said) {
    return this.#tree.place(said.id);
  }

  /** Read the conversation, and follow what is being answered in it. */
  async load(id: string): Promise<void> {
    this.isLoading = this.conversation === null;
    try {
      const { messages, ...conversation } = await readConversation(id);
      if (this.#isOver) return;
      this.#take(conversation, messages);
      this.failure = null;
    } catch (error) {
      if (this.conversation === null || !(error instanceof ApiError && error.status === 0)) this.failure = error;
    } finally {
      this.isLoading = false;
    }
  }

  /** Read it again: another tab or device may have gone on with it. */
  async reload(): Promise<void> {
    if (this.id && !this.isLoading && !this.#said.some(({ isSending }) => isSending)) await this.load(this.id);
  }

  #take(conversation: Conversation, messages: Message[]): void {
    const known = new Map(this.#said.map((said) => [said.id, said]));
    const hadLeaf = this.conversation?.leaf;
    this.conversation = conversation;
    this.#said = messages.map((message) => {
      const said = known.get(message.id);
      if (!said) return new Said(message);
      if (!said.isRunning || message.run?.status !== "running") {
        if (said.text !== message.text) said.text = message.text;
        if (said.isRunning || !same(said.run, message.run)) said.run = message.run;
      }
      return said;
    });
    // who looks at another branch keeps on looking at it, unless somebody has gone on elsewhere
    if (this.#leaf === null || conversation.leaf !== hadLeaf || !this.#tree.get(this.#leaf)) this.#leaf = conversation.leaf;
    for (const said of this.path.slice(-SEEN_FIRST)) said.isNear = true;
    for (const said of this.#said) if (said.isRunning && !said.run?.is_blind) this.#follow(said);
    note(conversation);
  }

  /** Ask something below the end of what is shown, or below another message. */
  async ask(
    text: string,
    files: File[],
    model: string,
    { parent = this.path.at(-1)?.id ?? null, key = newKey() }: { parent?: string | null; key?: string } = {},
  ): Promise<void> {
    const before = this.#leaf;
    const draft = new Said({ id: `sending-${key}`, parent, role: "user", text, files, created_at: Date.now() / 1000, run: null, is_forgotten: false }, true);
    this.#add(draft);
    try {
      const conversation = this.conversation ?? (await this.#begin(model));
      const sent = await beginRun(conversation.id, { key, parent, text, files: files.map(({ id }) => id), model });
      this.#sent(sent, draft);
    } catch (error) {
      this.#said = this.#said.filter((said) => said !== draft);
      this.#leaf = before;
      throw error;
    }
  }

  /** Have an answer given again, beside the first one. */
  async again(answer: Said, model: string): Promise<void> {
    const run: NewRun = { key: newKey(), again: answer.id, model };
    this.#sent(await beginRun(this.id!, run), null);
  }

  /** What is said until now stays. */
  async stop(): Promise<void> {
    const said = this.running;
    if (!said?.run) return;
    const run = await stopRun(said.run.id);
    if (run.status !== "running" && said.isRunning) await this.reload();
  }

  /** Show a message with the branch below it that was gone on with last. */
  show(id: string): void {
    const leaf = this.#tree.newest(id);
    if (leaf === null || !this.#tree.get(id)) return;
    this.#leaf = leaf;
    if (this.id) changeConversation(this.id, { leaf }).then((changed) => (this.conversation = changed), () => {}); // only what is shown next time
  }

  async setModel(model: string): Promise<void> {
    if (!this.conversation) return;
    this.conversation = { ...this.conversation, model };
    this.conversation = await changeConversation(this.conversation.id, { model });
    note(this.conversation);
  }

  async ticketOf(said: Said): Promise<Ticket | null> {
    if (!said.ticket && said.run) said.ticket = (await readRun(said.run.id)).ticket;
    return said.ticket;
  }

  /** Nobody looks any more. What is being answered goes on. */
  leave(): void {
    this.#isOver = true;
    for (const line of this.#followed.values()) line.abort();
    this.#followed.clear();
  }

  async #begin(model: string): Promise<Conversation> {
    this.conversation = await beginConversation({ model, project: projects.chosen || undefined });
    note(this.conversation);
    return this.conversation;
  }

  #add(said: Said): void {
    this.#said = [...this.#said, said];
    this.#leaf = said.id;
  }

  #sent({ user, answer }: Sent, draft: Said | null): void {
    const made = [user, answer].filter((message) => message !== null);
    const known = new Set(this.#said.map(({ id }) => id));
    this.#said = [
      ...this.#said.filter((said) => said !== draft),
      ...made.filter(({ id }) => !known.has(id)).map((message) => new Said(message)),
    ];
    for (const { id } of made) this.#tree.get(id)!.isNear = true;
    this.#leaf = answer.id;
    const said = this.#said.find(({ id }) => id === answer.id)!;
    if (said.isRunning) this.#follow(said);
    const conversation = this.conversation!;
    this.conversation = { ...conversation, leaf: answer.id, updated_at: answer.created_at, is_running: said.isRunning };
    note(this.conversation);
    tell(conversation.id);
    if (!conversation.title) void this.#readTitle();
  }

  /** The first question names the conversation. */
  async #readTitle(): Promise<void> {
    try {
      const { messages: _, ...conversation } = await readConversation(this.id!);
      if (this.#isOver) return;
      this.conversation = conversation;
      note(conversation);
    } catch {
      // it is named when it is read next
    }
  }

  #follow(said: Said): void {
    const run = said.run!;
    if (this.#followed.has(run.id)) return;
    const line = new AbortController();
    this.#followed.set(run.id, line);
    const pen = new Pen((text) => (said.text += text));
    const onEvent = ({ name, data }: Heard) => {
      if (name === "delta") pen.write((data as { text: string }).text);
      else if (name === "began") said.run = { ...said.run!, ...(data as Partial<Run>) };
      else if (name === "ended") {
        pen.flush();
        const { run, ticket } = data as { run: Run; ticket: Ticket | null };
        said.ticket = ticket;
        said.run = run;
        this.#ended();
      }
    };
    // an event's number is one more than the letters that are known by then
    const letters = [...said.text].length;
    listen(`/api/runs/${encodeURIComponent(run.id)}/events`, {
      after: letters ? letters + 1 : 0,
      onEvent,
      isLast: ({ name }) => name === "ended",
      onState: (state) => (said.line = state),
      signal: line.signal,
    })
      .catch(() => this.reload()) // refused: the server knows how it stands
      .finally(() => {
        pen.flush();
        this.#followed.delete(run.id);
      });
  }

  #ended(): void {
    if (!this.conversation) return;
    const is_running = this.#said.some(({ isRunning }) => isRunning);
    this.conversation = { ...this.conversation, is_running };
    note({ id: this.conversation.id, is_running });
    tell(this.conversation.id);
  }
}

/** Write at most once a frame, however fast the letters come. */
class Pen {
  #waiting = "";
  #frame = 0;
  readonly #onto: (text: string) => void;

  constructor(onto: (text: string) => void) {
    this.#onto = onto;
  }

  write(text: string): void {
    this.#waiting += text;
    // a tab that nobody sees has no frames
    if (document.hidden) this.flush();
    else this.#frame ||= requestAnimationFrame(() => this.flush());
  }

  flush(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const text = this.#waiting;
    this.#waiting = "";
    if (text) this.#onto(text);
  }
}

function same(one: Run | null, other: Run | null): boolean {
  return one?.status === other?.status && one?.cost_micros === other?.cost_micros && one?.arm === other?.arm;
}
