/**
 * Turn an answer's Markdown into HTML, block by block. Whatever it says, no HTML of its own comes
 * through: tags are shown as they are written.
 *
 * `Blocks` keeps what is finished while an answer streams: only its last block is made anew.
 * Knows nothing of the page: `enrich.ts` adds colours, formulas and buttons to what is made here.
 */
import MarkdownIt from "markdown-it";
import type { StateCore, Token } from "markdown-it";
import cjkFriendly from "markdown-it-cjk-friendly";
import remend from "remend";

import { hostOf, isFollowed, isLoaded, particleAfter } from "./links";
import { maths } from "./maths";

const md = new MarkdownIt({ html: false, linkify: true, breaks: true, typographer: false });
md.use(cjkFriendly).use(maths);
md.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
md.validateLink = (href) => isFollowed(href) || isLoaded(href);
md.core.ruler.after("linkify", "particles", leaveParticles);
md.core.ruler.after("inline", "tasks", drawTasks);

const { escapeHtml } = md.utils;
const rules = md.renderer.rules;

rules.link_open = (tokens, at) => {
  const href = told(tokens[at]!, "href");
  if (!isFollowed(href)) return "<a>"; // a picture's address is no page to go to
  const title = told(tokens[at]!, "title") || hostOf(href);
  return `<a href="${escapeHtml(href)}" title="${escapeHtml(title)}" target="_blank" rel="noopener noreferrer nofollow">`;
};

rules.image = (tokens, at, options, env, self) => {
  const token = tokens[at]!;
  const src = told(token, "src");
  const alt = self.renderInlineAsText(token.children ?? [], options, env);
  if (isLoaded(src)) return `<img src="${escapeHtml(src)}" alt="${escapeHtml(alt)}" loading="lazy" decoding="async">`;
  const named = escapeHtml(alt || hostOf(src));
  if (!isFollowed(src)) return named;
  return `<a class="picture" href="${escapeHtml(src)}" title="${escapeHtml(hostOf(src))}" target="_blank" rel="noopener noreferrer nofollow">${named}</a>`;
};

rules.fence = (tokens, at) => code(tokens[at]!.content, tokens[at]!.info.trim().split(/\s+/)[0] ?? "");
rules.code_block = (tokens, at) => code(tokens[at]!.content, "");
// what is too wide scrolls within itself, and who has no mouse must get there
rules.table_open = () => '<div class="table" tabindex="0"><table>\n';
rules.table_close = () => "</table></div>\n";
for (const cell of ["th_open", "td_open"]) {
  rules[cell] = (tokens, at) => {
    const side = /text-align:(left|center|right)/.exec(told(tokens[at]!, "style"))?.[1];
    return side ? `<${tokens[at]!.tag} class="${side}">` : `<${tokens[at]!.tag}>`; // the policy forbids styles
  };
}

function told(token: Token, attribute: string): string {
  return String(token.attrGet(attribute) ?? "");
}

function code(content: string, language: string): string {
  const named = /^[\w+#.-]{1,30}$/.test(language) ? language : "";
  return (
    `<figure class="code"><figcaption><span>${escapeHtml(named)}</span></figcaption>` +
    `<pre tabindex="0" dir="ltr"><code${named ? ` class="language-${escapeHtml(named.toLowerCase())}"` : ""}>` +
    `${escapeHtml(content)}</code></pre></figure>\n`
  );
}

/** Take particles off the end of bare addresses. */
function leaveParticles(state: StateCore): void {
  for (const { children } of state.tokens) {
    for (let at = 0; children && at + 2 < children.length; at++) {
      const [open, text, close] = [children[at]!, children[at + 1]!, children[at + 2]!];
      if (open.type !== "link_open" || open.markup !== "linkify" || close.type !== "link_close") continue;
      const count = particleAfter(text.content);
      if (!count) continue;
      const particle = new state.Token("text", "", 0);
      particle.content = text.content.slice(-count);
      text.content = text.content.slice(0, -count);
      open.attrSet("href", md.normalizeLink(text.content));
      children.splice(at + 3, 0, particle);
    }
  }
}

/** `- [x] done` gets a drawn box: one that can be ticked would change nothing. */
function drawTasks(state: StateCore): void {
  state.tokens.forEach((token, at) => {
    if (token.type !== "inline" || state.tokens[at - 2]?.type !== "list_item_open") return;
    const first = token.children?.[0];
    const task = /^\[([ xX])\]\s/.exec(first?.content ?? "");
    if (!first || first.type !== "text" || !task) return;
    first.content = (task[1] === " " ? "☐ " : "☑ ") + first.content.slice(task[0].length);
  });
}

export interface Block {
  /** Its place in the answer; stays while it grows. */
  key: number;
  html: string;
  /** The lines of a block of code: while they grow, nothing else of it changes. */
  code?: string;
  /** Nothing that comes later changes it. */
  isFrozen: boolean;
}

/** All of an answer as HTML. */
export function render(text: string): string {
  return md.render(text);
}

interface Piece {
  tokens: Token[];
  /** Its first line, and the line behind its last. */
  from: number;
  to: number;
}

/** The parts of a text that stand below each other: paragraphs, lists, tables, code. */
function pieces(tokens: Token[]): Piece[] {
  const found: Piece[] = [];
  let open: Token[] = [];
  for (const token of tokens) {
    open.push(token);
    if (token.level !== 0 || token.nesting === 1) continue;
    const [from, to] = open[0]!.map ?? [0, 0];
    found.push({ tokens: open, from, to });
    open = [];
  }
  return found;
}

/**
 * The blocks of an answer that grows.
 *
 *     const blocks = new Blocks();
 *     blocks.grow("Hel"); blocks.grow("Hello **wor"); blocks.end("Hello **world**");
 */
export class Blocks {
  #frozen: Block[] = [];
  #frozenText = "";

  /** The blocks of what has come so far; marks that are still open are closed for the eye. */
  grow(text: string): Block[] {
    if (!text.startsWith(this.#frozenText)) this.#forget();
    const rest = text.slice(this.#frozenText.length);
    const env = {};
    const live = pieces(md.parse(rest, env));
    const lines = starts(rest);
    // a block is finished once a whole line of the next one is there: `2` may become `2.`
    let done = 0;
    while (done + 1 < live.length && rest.indexOf("\n", lines[live[done + 1]!.from]) >= 0) done++;
    for (const { tokens } of live.slice(0, done)) this.#frozen.push(made(tokens, env, this.#frozen.length, true));
    if (done) this.#frozenText += rest.slice(0, lines[live[done]!.from]);
    const open = rest.slice(done ? lines[live[done]!.from] : 0);
    return [...this.#frozen, ...this.#live(open)];
  }

  /** The blocks of a whole answer, made from the whole of it: later lines may name earlier links. */
  end(text: string): Block[] {
    const env = {};
    const before = this.#frozen;
    this.#forget();
    return pieces(md.parse(text, env)).map(({ tokens }, key) => {
      const block = made(tokens, env, key, true);
      return before[key]?.html === block.html ? before[key] : block; // nothing to draw again
    });
  }

  #live(text: string): Block[] {
    const env = {};
    const closed = remend(text, { linkMode: "text-only", htmlTags: false, comparisonOperators: false, singleTilde: false });
    return pieces(md.parse(closed, env)).map(({ tokens }, at) => made(tokens, env, this.#frozen.length + at, false));
  }

  #forget(): void {
    this.#frozen = [];
    this.#frozenText = "";
  }
}

function made(tokens: Token[], env: Record<string, unknown>, key: number, isFrozen: boolean): Block {
  const code = tokens[0]!.type === "fence" ? tokens[0]!.content : undefined;
  return { key, html: md.renderer.render(tokens, md.options, env), code, isFrozen };
}

/** Where each line begins. */
function starts(text: string): number[] {
  const found = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) found.push(at + 1);
  return found;
}
