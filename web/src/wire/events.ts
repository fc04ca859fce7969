/**
 * Listen to Server-Sent Events over fetch: go on after the last one that came, however often the
 * line breaks.
 *
 *     await listen(`/api/runs/${id}/events`, {
 *       onEvent: ({ name, data }) => ...,
 *       isLast: ({ name }) => name === "ended",
 *       signal,
 *     });
 */
import { createParser } from "eventsource-parser";

import { ApiError, ask } from "./api";

export interface Heard {
  /** The event's number; what `after` takes. */
  id: number;
  name: string;
  data: unknown;
}

export type LineState = "open" | "waiting";

export interface Listening {
  /** The last event that is known already. */
  after?: number;
  onEvent: (event: Heard) => void;
  /** Whether nothing comes after this one. */
  isLast: (event: Heard) => boolean;
  /** `waiting` while the line is broken and will be tried again. */
  onState?: (state: LineState) => void;
  signal?: AbortSignal;
  /** A comment comes every 15 seconds: a line that is silent for longer is dead. */
  silenceMs?: number;
  waitMs?: (tries: number) => number;
}

/**
 * Listen until the last event came, or the signal stops it.
 *
 * Throws the `ApiError` of a refusal that no further try can change.
 */
export async function listen(path: string, given: Listening): Promise<void> {
  const { onEvent, isLast, onState, signal, silenceMs = 40_000, waitMs = backoff } = given;
  let after = given.after ?? 0;
  let tries = 0;
  let isOver = false;
  while (!isOver && !signal?.aborted) {
    const line = new AbortController();
    const stop = () => line.abort();
    signal?.addEventListener("abort", stop, { once: true });
    let watch: ReturnType<typeof setTimeout> | undefined;
    const isAlive = () => {
      clearTimeout(watch);
      watch = setTimeout(stop, silenceMs);
    };
    const parser = createParser({
      onEvent: ({ id, event, data }) => {
        const heard = { id: Number(id ?? after), name: event ?? "message", data: JSON.parse(data) };
        // what adds nothing, as the end does, has the number of what came before it
        if (isOver || (id !== undefined && heard.id < after)) return;
        after = heard.id;
        tries = 0;
        onEvent(heard);
        isOver = isLast(heard);
      },
    });
    try {
      isAlive();
      const headers: Record<string, string> = { accept: "text/event-stream" };
      if (after) headers["last-event-id"] = String(after);
      const response = await ask("GET", path, undefined, { signal: line.signal, headers });
      onState?.("open");
      const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
      for (;;) {
        const { value, done } = await reader.read();
        if (done || isOver) break;
        isAlive();
        parser.feed(value);
      }
    } catch (error) {
      if (signal?.aborted) return;
      if (error instanceof ApiError && isFinal(error)) throw error;
      if (!(error instanceof ApiError) && !isLineError(error)) throw error;
    } finally {
      clearTimeout(watch);
      signal?.removeEventListener("abort", stop);
      line.abort();
    }
    if (isOver || signal?.aborted) return;
    onState?.("waiting");
    await pause(waitMs(tries++), signal);
  }
}

/** What another try may cure: nothing came, the server is busy or is starting. */
function isFinal(error: ApiError): boolean {
  return error.status >= 400 && error.status < 500 && error.status !== 408 && error.status !== 429;
}

function isLineError(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof DOMException && error.name === "AbortError");
}

function backoff(tries: number): number {
  return Math.min(10_000, 250 * 2 ** tries) * (0.75 + Math.random() / 2);
}

/** Wait; not longer than until the machine is online again, or the page is looked at. */
function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      globalThis.removeEventListener?.("online", end);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    globalThis.addEventListener?.("online", end);
    signal?.addEventListener("abort", end);
  });
}
