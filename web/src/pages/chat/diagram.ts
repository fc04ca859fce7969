/**
 * Have a diagram drawn where its text stands, in a frame that may do nothing but draw.
 *
 * The frame has no origin and no session. All that it is given is the text, and all that is
 * believed of it is a size.
 */
import { read, type Asked } from "../../diagram/words";

const AT = import.meta.env.DEV ? "/diagram.html" : "/diagram";
/** It has to be fetched first; what is not there by then does not come. */
const PATIENCE_MS = 20_000;
const HEIGHT_LEAST = 40;
const HEIGHT_MOST = 900;

export type Drawn = { frame: HTMLIFrameElement } | { line: number | null };

/** Put a frame before the text, and say when it has drawn or why it cannot. */
export function drawDiagram(text: string, before: HTMLElement, title: string): Promise<Drawn> {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.title = title;
  frame.className = "diagram coming"; // it has a width already: without one nothing can be laid out
  frame.src = AT;
  return new Promise((resolve) => {
    const { port1: ours, port2: theirs } = new MessageChannel();
    const fail = (line: number | null) => {
      frame.remove();
      ours.close();
      resolve({ line });
    };
    const late = setTimeout(() => fail(null), PATIENCE_MS);
    ours.onmessage = ({ data }) => {
      const told = read(data);
      if (told === null) return;
      clearTimeout(late);
      if (told.kind === "failed") return fail(told.line);
      frame.className = "diagram";
      frame.style.blockSize = `${Math.min(Math.max(Math.ceil(told.height), HEIGHT_LEAST), HEIGHT_MOST)}px`;
      resolve({ frame });
    };
    const asked: Asked = { text, isDark: isDark() };
    // a frame without an origin has no address that a message could be meant for alone
    frame.addEventListener("load", () => frame.contentWindow?.postMessage(asked, "*", [theirs]), { once: true });
    before.before(frame);
  });
}

function isDark(): boolean {
  const { theme } = document.documentElement.dataset;
  return theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
}
