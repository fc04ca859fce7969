/**
 * The battle that is being fought: a question, two answers without names, and what was said.
 *
 * The server keeps both answers; what is kept here is which they are, so that a reload goes on.
 */
import { api, ApiError } from "../../wire/api";
import { listen } from "../../wire/events";
import { newKey } from "../chat/conversation";
import { advance, first, isWholeShown } from "./pace";
import type { Begun, Revealed } from "./told";
import type { Said } from "./verdict";

export interface Answer {
  run: string;
  text: string;
  isOver: boolean;
  isWhole: boolean;
}
interface Kept {
  key: string;
  text: string;
  id?: string;
  runs?: string[];
}

const KEPT_AS = "wayfare-battle";

class Battle {
  text = $state("");
  id = $state<string | null>(null);
  answers = $state<Answer[]>([]);
  shown = $state(0);
  revealed = $state.raw<Revealed | null>(null);
  error = $state.raw<unknown>(null);
  isBusy = $state(false);

  #key = "";
  #stop: AbortController | null = null;
  #beat = 0;

  /** Whether both answers are there, whole and shown. */
  get isReady(): boolean {
    return this.answers.length > 0 && isWholeShown(this.shown, this.#sides());
  }
  /** Whether one of the two could not answer, so that there is nothing to compare. */
  get isVoid(): boolean {
    return this.answers.some((answer) => answer.isOver && !answer.isWhole);
  }
  /** How far an answer is shown. */
  shownOf(answer: Answer): string {
    return first(answer.text, this.shown);
  }

  /** Go on with what was there before a reload. */
  resume(): void {
    if (this.id || this.isBusy) return;
    const kept = read();
    if (!kept) return;
    this.#key = kept.key;
    this.text = kept.text;
    if (kept.id && kept.runs) this.#follow(kept.id, kept.runs);
    else void this.#ask(); // the same key begins no second one
  }

  /** Have two models answer. */
  async begin(text: string): Promise<void> {
    if (!text.trim() || this.isBusy) return;
    this.clear();
    this.text = text;
    this.#key = newKey();
    await this.#ask();
  }

  /** Ask the same again, of two other models. */
  async again(): Promise<void> {
    await this.begin(this.text);
  }

  /** Try what failed once more; it never begins two. */
  async retry(): Promise<void> {
    if (this.id) this.#follow(this.id, this.answers.map((answer) => answer.run));
    else await this.#ask();
  }

  async vote(said: Said, why: string): Promise<void> {
    if (!this.id || !this.isReady || this.isVoid || this.revealed || this.isBusy) return;
    this.isBusy = true;
    this.error = null;
    try {
      this.revealed = await api<Revealed>("POST", `/api/arena/battles/${this.id}/vote`, { said, why: why.trim() || null });
      sessionStorage.removeItem(KEPT_AS);
    } catch (error) {
      this.error = error;
    } finally {
      this.isBusy = false;
    }
  }

  /** Show the rest at once. */
  hurry(): void {
    this.shown = Math.max(...this.answers.map((answer) => answer.text.length));
  }

  /** Make room for the next one. */
  clear(): void {
    this.leave();
    this.text = "";
    this.id = null;
    this.answers = [];
    this.shown = 0;
    this.revealed = null;
    this.error = null;
    sessionStorage.removeItem(KEPT_AS);
  }

  /** Listen no longer; what is there stays. */
  leave(): void {
    this.#stop?.abort();
    this.#stop = null;
    cancelAnimationFrame(this.#beat);
  }

  async #ask(): Promise<void> {
    this.isBusy = true;
    this.error = null;
    keep({ key: this.#key, text: this.text });
    try {
      const begun = await api<Begun>("POST", "/api/arena/battles", { key: this.#key, text: this.text });
      keep({ key: this.#key, text: this.text, ...begun });
      this.#follow(begun.id, begun.runs);
    } catch (error) {
      this.error = error;
      if (error instanceof ApiError && error.status !== 0) sessionStorage.removeItem(KEPT_AS);
    } finally {
      this.isBusy = false;
    }
  }

  #follow(id: string, runs: string[]): void {
    this.leave();
    this.error = null;
    this.id = id;
    this.answers = runs.map((run) => ({ run, text: "", isOver: false, isWhole: false }));
    this.shown = 0;
    const stop = new AbortController();
    this.#stop = stop;
    for (const place of runs.keys()) {
      this.#hear(place, stop.signal).catch((error: unknown) => {
        this.error = error;
        if (error instanceof ApiError && error.status === 404) sessionStorage.removeItem(KEPT_AS);
      });
    }
    let before = performance.now();
    const beat = (now: number) => {
      // what was not looked at for long does not rush past
      this.shown = advance(this.shown, this.#sides(), Math.min(100, now - before));
      before = now;
      if (!this.isReady && !stop.signal.aborted) this.#beat = requestAnimationFrame(beat);
    };
    this.#beat = requestAnimationFrame(beat);
  }

  async #hear(place: number, signal: AbortSignal): Promise<void> {
    const answer = this.answers[place]!;
    await listen(`/api/runs/${answer.run}/events`, {
      signal,
      isLast: (event) => event.name === "ended",
      onEvent: (event) => {
        if (event.name === "delta") answer.text += (event.data as { text: string }).text;
        if (event.name !== "ended") return;
        answer.isOver = true;
        answer.isWhole = (event.data as { run: { status: string } }).run.status === "whole";
      },
    });
  }

  #sides() {
    return this.answers.map((answer) => ({ length: answer.text.length, isOver: answer.isOver }));
  }
}

function keep(kept: Kept): void {
  sessionStorage.setItem(KEPT_AS, JSON.stringify(kept));
}

function read(): Kept | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT_AS) ?? "null") as Kept | null;
  } catch {
    return null;
  }
}

export const battle = new Battle();
