/** What draws Markdown, once it is there. Until then an answer stands as it was written. */
type Tools = typeof import("./render");

let tools = $state.raw<Tools | null>(null);
let asked: Promise<void> | null = null;

export function rendering(): Tools | null {
  return tools;
}

export function fetchRendering(): void {
  asked ??= import("./render").then(
    (found) => void (tools = found),
    () => void (asked = null), // the line is broken: the next answer tries again
  );
}
