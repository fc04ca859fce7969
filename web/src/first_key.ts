/**
 * The key that a new Wayfare's first address carries after its `#`: taken out of the address before
 * anything else is done, so that it stays in no history and is sent to nobody.
 */
let key = take();

function take(): string | null {
  const found = /^#setup=(.+)$/.exec(window.location.hash);
  if (!found) return null;
  history.replaceState(null, "", window.location.pathname + window.location.search);
  return decodeURIComponent(found[1]!);
}

export function firstKey(): string | null {
  return key;
}

/** It has done what it is for. */
export function forgetFirstKey(): void {
  key = null;
}
