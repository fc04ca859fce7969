/** Draw formulas. Fetched with the first one that is shown. */
import katex from "katex";
import "katex/dist/katex.min.css";

const drawn = new Map<string, HTMLElement>();
const MOST_KEPT = 500;
/** Shorter ones stay on one line. */
const SHORTEST_BROKEN = 30;

/** A formula as an element; its source, where it is none. */
export function draw(source: string, isDisplay: boolean): HTMLElement {
  const name = `${isDisplay}${source}`;
  const known = drawn.get(name);
  if (known) return known.cloneNode(true) as HTMLElement;
  const element = document.createElement("span");
  if (!isDisplay && source.length <= SHORTEST_BROKEN) element.className = "short";
  try {
    // not as a string of HTML: its styles would be refused
    katex.render(source, element, { displayMode: isDisplay, throwOnError: true, trust: false, maxSize: 20, maxExpand: 200, strict: "ignore" });
  } catch {
    element.textContent = isDisplay ? source : `$${source}$`;
  }
  if (drawn.size >= MOST_KEPT) drawn.clear();
  drawn.set(name, element);
  return element.cloneNode(true) as HTMLElement;
}
