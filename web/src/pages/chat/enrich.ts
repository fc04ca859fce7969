/**
 * Make what `markdown.ts` wrote into elements, and add what is fetched only when it is needed:
 * colours of code, formulas, a button that copies.
 *
 * The second wall: whatever the first one let through, only these elements and attributes remain.
 */
import DOMPurify from "dompurify";

import { copy } from "../../ui/clipboard";
import type { Block } from "./markdown";

const ELEMENTS = (
  "p br hr strong em s del code pre blockquote ul ol li a img h1 h2 h3 h4 h5 h6 table thead tbody tr th td " +
  "div span figure figcaption"
).split(" ");
const ATTRIBUTES = "href title target rel src alt loading decoding class start tabindex dir".split(" ");
const ADDRESSES = /^(?:https?:|mailto:|data:image\/(?:png|jpeg|gif|webp|avif);base64,|\/api\/files\/[\w-]+(?:\/content)?$)/i;

function clean(html: string): DocumentFragment {
  return DOMPurify.sanitize(html, {
    ALLOWED_TAGS: ELEMENTS,
    ALLOWED_ATTR: ATTRIBUTES,
    ALLOWED_URI_REGEXP: ADDRESSES,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    // none of these leads anywhere, so they are not read as addresses
    ADD_URI_SAFE_ATTR: ["target", "rel", "loading", "decoding", "start", "tabindex", "dir"],
    RETURN_DOM_FRAGMENT: true,
  });
}

export interface Words {
  copy: string;
  copied: string;
  draw: string;
  drawing: string;
  undraw: string;
  diagram: string;
  /** Why a diagram is not drawn: the line that cannot be read, if that is known. */
  notDrawn: (line: number | null) => string;
}

const filled = new WeakMap<HTMLElement, { block: Block; words: Words }>();

/** Put a block into its place. Code that grows only gets its new lines. */
export function fill(place: HTMLElement, block: Block, words: Words): void {
  const before = filled.get(place);
  filled.set(place, { block, words });
  const isSame = before?.block.html === block.html && before.block.isFrozen === block.isFrozen;
  if (isSame && before.words.copy === words.copy) return;
  const code = block.isFrozen ? null : place.querySelector(":scope > figure.code:only-child > pre > code");
  if (code && block.code !== undefined && code.firstChild?.nodeType === Node.TEXT_NODE) {
    (code.firstChild as Text).data = block.code;
    return;
  }
  place.replaceChildren(clean(block.html));
  drawMaths(place);
  if (!block.isFrozen) return;
  for (const figure of place.querySelectorAll<HTMLElement>("figure.code")) {
    addDraw(figure, words);
    addCopy(figure, words);
  }
  colour(place);
}

function addCopy(figure: HTMLElement, words: Words): void {
  const code = figure.querySelector("code");
  const head = figure.querySelector("figcaption");
  if (!code || !head) return;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words.copy;
  button.addEventListener("click", async () => {
    button.textContent = (await copy(code.textContent ?? "")) ? words.copied : words.copy;
    setTimeout(() => (button.textContent = words.copy), 2000);
  });
  head.append(button);
}

/** A diagram's text is drawn when somebody wants it, and is a text again when they want that. */
function addDraw(figure: HTMLElement, words: Words): void {
  const text = figure.querySelector<HTMLElement>("pre:has(> code.language-mermaid)");
  const head = figure.querySelector("figcaption");
  if (!text || !head) return;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words.draw;
  let frame: HTMLIFrameElement | null = null;
  button.addEventListener("click", async () => {
    figure.querySelector(".fault")?.remove();
    if (frame) {
      frame.remove();
      frame = null;
      text.hidden = false;
      button.textContent = words.draw;
      return;
    }
    button.disabled = true;
    button.textContent = words.drawing;
    const drawn = await import("./diagram").then(({ drawDiagram }) => drawDiagram(text.textContent ?? "", text, words.diagram), () => ({ line: null }));
    button.disabled = false;
    if ("frame" in drawn) {
      frame = drawn.frame;
      text.hidden = true;
    } else head.after(fault(words.notDrawn(drawn.line)));
    button.textContent = frame ? words.undraw : words.draw;
  });
  head.append(button);
}

function fault(said: string): HTMLElement {
  const place = document.createElement("p");
  place.className = "fault";
  place.setAttribute("role", "alert");
  place.textContent = said;
  return place;
}

const LONGEST_COLOURED = 60_000;

function colour(place: HTMLElement): void {
  const codes = [...place.querySelectorAll<HTMLElement>('pre > code[class^="language-"]')];
  if (!codes.length) return;
  import("./colours").then(({ coloured }) => {
    for (const code of codes) {
      const text = code.textContent ?? "";
      const html = text.length > LONGEST_COLOURED ? null : coloured(text, code.className.slice("language-".length));
      if (html !== null && code.isConnected) code.replaceChildren(clean(html));
    }
  }, () => {}); // without colours it can be read as well
}

type Draw = (source: string, isDisplay: boolean) => HTMLElement;
let draw: Draw | null = null;

function drawMaths(place: HTMLElement): void {
  const found = [...place.querySelectorAll<HTMLElement>(".math")].filter(({ childElementCount }) => !childElementCount);
  if (!found.length) return;
  const drawAll = (draw: Draw) => {
    for (const each of found) each.replaceChildren(draw(each.textContent ?? "", each.tagName === "DIV"));
  };
  if (draw) return drawAll(draw);
  import("./formulas").then((formulas) => {
    draw = formulas.draw;
    drawAll(draw);
  }, () => {}); // the source can be read as well
}
