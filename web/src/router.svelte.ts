/**
 * Which view is shown: the address says it all, so every view is a link.
 *
 * `route.path` is split at its slashes, `route.query` is what stands after the question mark.
 * A plain `<a href="/fares?tab=cheap">` goes there without a load; `go()` does so from code.
 */
interface Route {
  /** The address's path, as it stands. */
  path: string;
  /** `["chat", "some-id"]` of `/chat/some-id`. */
  parts: string[];
  query: URLSearchParams;
}

function read(): Route {
  const { pathname, search } = window.location;
  const parts = pathname.split("/").filter(Boolean).map(decoded);
  return { path: pathname, parts, query: new URLSearchParams(search) };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a lone `%`: nothing of ours is named so
  }
}

let shown = $state.raw(read());

/** The view that is shown. Read it in a component, and it is followed. */
export const route = {
  get path(): string {
    return shown.path;
  },
  get parts(): string[] {
    return shown.parts;
  },
  get query(): URLSearchParams {
    return shown.query;
  },
};

/** Go to a view. With `replace`, the one before is not kept for the back button. */
export function go(href: string, { replace = false }: { replace?: boolean } = {}): void {
  if (replace) history.replaceState(null, "", href);
  else history.pushState(null, "", href);
  shown = read();
  if (!replace) window.scrollTo(0, 0);
}

/** The address of this view with other words after the question mark; `null` takes one away. */
export function withQuery(changes: Record<string, string | null>): string {
  const query = new URLSearchParams(shown.query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  const written = query.toString();
  return written ? `${shown.path}?${written}` : shown.path;
}

/** Follow the links of this page without a load, and the back button. Call once. */
export function followLinks(): () => void {
  const onPop = () => (shown = read());
  window.addEventListener("popstate", onPop);
  document.addEventListener("click", onClick);
  return () => {
    window.removeEventListener("popstate", onPop);
    document.removeEventListener("click", onClick);
  };
}

function onClick(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element | null)?.closest?.("a");
  if (!link || !isOurs(link)) return;
  event.preventDefault();
  go(link.pathname + link.search + link.hash);
}

function isOurs(link: HTMLAnchorElement): boolean {
  if (link.target && link.target !== "_self") return false;
  if (link.hasAttribute("download") || link.origin !== window.location.origin) return false;
  if (link.pathname === window.location.pathname && link.hash) return false; // a place on this page
  return !/^\/(api|v1|assets)\//.test(link.pathname);
}
