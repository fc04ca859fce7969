/**
 * Draw one diagram. This runs in a frame without an origin: it has no session, and its document's
 * policy lets it load our own scripts and nothing else. What it draws was written by a model.
 */
import "./diagram.css";

import mermaid from "mermaid";

import type { Asked, Told } from "./words";

/** Settings that a diagram's own text may not touch. */
const SECURE = [
  "secure", "securityLevel", "startOnLoad", "maxTextSize", "maxEdges", "suppressErrorRendering",
  "htmlLabels", "flowchart", "themeCSS", "themeVariables", "fontFamily", "altFontFamily", "dompurifyConfig",
];
const FONT = "system-ui, sans-serif";

const place = document.getElementById("drawing")!;

window.addEventListener("message", (event) => {
  const port = event.ports[0];
  if (event.source !== window.parent || !port) return;
  void draw(event.data as Asked).then(
    () => follow(port),
    (error: unknown) => port.postMessage({ kind: "failed", line: lineOf(error) } satisfies Told),
  );
});

async function draw({ text, isDark }: Asked): Promise<void> {
  document.documentElement.style.colorScheme = isDark ? "dark" : "light";
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: "strict",
    secure: SECURE,
    suppressErrorRendering: true,
    maxTextSize: 20_000,
    theme: isDark ? "dark" : "neutral",
    htmlLabels: false,
    flowchart: { htmlLabels: false },
    fontFamily: FONT,
  });
  const { svg } = await mermaid.render("diagram", text);
  place.innerHTML = svg;
  for (const each of place.querySelectorAll("a")) disarm(each);
  if (!place.querySelector("svg")) throw new Error("nothing was drawn");
}

/** A link in a picture leads nowhere: nothing may be opened from here. */
function disarm(link: Element): void {
  for (const { name } of [...link.attributes]) if (/(?:^|:)href$/i.test(name) || name === "target") link.removeAttribute(name);
}

/** Tell how large it is, now and whenever the frame's width changes. */
function follow(port: MessagePort): void {
  const svg = place.querySelector("svg")!;
  const natural = svg.viewBox.baseVal?.width || svg.getBoundingClientRect().width;
  svg.style.maxInlineSize = `${Math.ceil(natural)}px`;
  svg.style.minInlineSize = `${Math.floor(natural / 2)}px`; // smaller, and nobody could read it
  svg.removeAttribute("height");
  const tell = () => {
    const { width } = svg.getBoundingClientRect();
    port.postMessage({ kind: "drawn", width, height: document.body.scrollHeight } satisfies Told);
  };
  new ResizeObserver(tell).observe(svg);
  tell();
}

/** Where the text cannot be read: parsers say it in two ways. */
function lineOf(error: unknown): number | null {
  const line = (error as { hash?: { line?: number; loc?: { first_line?: number } } } | null)?.hash;
  if (line?.loc?.first_line) return line.loc.first_line;
  const said = /\bline:? (\d+)/i.exec(error instanceof Error ? error.message : "");
  return said ? Number(said[1]) : null;
}
