/**
 * What a page asked for, and asks again when the address that it asks at changes.
 *
 *     const board = asked<Board>(() => `/api/fares?days=${days}`);
 *
 * The answer before stays until the next one is there. Call it while a component begins.
 */
import { api } from "./api";

export interface Asked<T> {
  readonly value: T | null;
  readonly error: unknown;
  readonly isBusy: boolean;
  /** Ask once more, such as after a change. */
  again(): void;
}

/** Ask at an address; null: do not ask. */
export function asked<T>(path: () => string | null): Asked<T> {
  let value = $state.raw<T | null>(null);
  let error = $state.raw<unknown>(null);
  let isBusy = $state(false);
  let turn = $state(0);

  $effect(() => {
    turn;
    const at = path();
    if (at === null) return;
    const stop = new AbortController();
    isBusy = true;
    api<T>("GET", at, undefined, { signal: stop.signal })
      .then((found) => {
        if (stop.signal.aborted) return;
        [value, error] = [found, null];
      })
      .catch((failure: unknown) => {
        if (!stop.signal.aborted) error = failure;
      })
      .finally(() => {
        if (!stop.signal.aborted) isBusy = false;
      });
    return () => stop.abort();
  });

  return {
    get value() {
      return value;
    },
    get error() {
      return error;
    },
    get isBusy() {
      return isBusy;
    },
    again: () => void turn++,
  };
}
