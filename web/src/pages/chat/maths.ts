/**
 * Find maths in Markdown: `$x^2$`, `$$x^2$$`, `\(x^2\)`, `\[x^2\]`. Money stays money.
 *
 * Knows where a formula begins and ends. Knows nothing of how it is drawn: what is found becomes
 * `<span class="math">` or `<div class="math">` with the formula's source as its text.
 */
import type { MarkdownIt, StateBlock, StateInline } from "markdown-it";

const WORD = /[A-Za-z0-9]/;
const WIDE = /[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af]/;
/** What may follow a closing `$` at once, though it is a letter: the $n$th. */
const ORDINAL = /^(?:st|nd|rd|th|s)\b/;

export function maths(md: MarkdownIt): void {
  md.inline.ruler.before("escape", "math", inline);
  md.block.ruler.before("fence", "math", block, { alt: ["paragraph", "blockquote", "list"] });
  const { escapeHtml } = md.utils;
  md.renderer.rules.math_inline = (tokens, at) => `<span class="math">${escapeHtml(tokens[at]!.content)}</span>`;
  md.renderer.rules.math_block = (tokens, at) => `<div class="math">${escapeHtml(tokens[at]!.content)}</div>\n`;
}

/**
 * Where the formula ends that a `$` at `from` opens: the place of the closing `$`, or -1.
 *
 * No formula: what a letter or digit stands before (`US$5`); what begins or ends with a space
 * (`$5 and $6`); what a digit or letter follows (`$5-$10`); and what begins with an amount and has
 * Hangul, kana or hanzi in it (`$3이고 다른 것은 5$`).
 */
function closing(text: string, from: number): number {
  if (from > 0 && WORD.test(text[from - 1]!)) return -1;
  const first = text[from + 1];
  if (first === undefined || first === "$" || /\s/.test(first)) return -1;
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === "\n" && text[at + 1] === "\n") return -1;
    else if (text[at] === "$") return isClosing(text, from, at) ? at : -1;
  }
  return -1;
}

function isClosing(text: string, from: number, at: number): boolean {
  const content = text.slice(from + 1, at);
  const after = text.slice(at + 1, at + 4);
  if (/\s$/.test(content) || after.startsWith("$")) return false;
  if (WORD.test(after.charAt(0)) && !ORDINAL.test(after)) return false;
  if (!/^[\d.,]/.test(content)) return true;
  const bare = content.replace(/\\(?:text|mathrm|textbf)\s*\{[^}]*\}/g, "");
  return !WIDE.test(bare) && !/^[\d.,]+[^\S\n]+[A-Za-z]{2,}/.test(bare);
}

function inline(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state;
  const found = inlineAt(src, pos);
  if (!found) return false;
  if (!silent) {
    const token = state.push(found.isDisplay ? "math_block" : "math_inline", "math", 0);
    token.content = found.content;
    token.markup = src.slice(pos, pos + 2);
  }
  state.pos = found.end;
  return true;
}

interface Found {
  content: string;
  end: number;
  isDisplay: boolean;
}

function inlineAt(src: string, pos: number): Found | null {
  const two = src.slice(pos, pos + 2);
  const pair = ({ "\\(": "\\)", "\\[": "\\]", $$: "$$" } as Record<string, string>)[two];
  if (pair) {
    const end = src.indexOf(pair, pos + 2);
    const content = end < 0 ? "" : src.slice(pos + 2, end);
    if (!content.trim()) return null;
    return { content, end: end + 2, isDisplay: two !== "\\(" };
  }
  if (src[pos] !== "$") return null;
  const end = closing(src, pos);
  return end < 0 ? null : { content: src.slice(pos + 1, end), end: end + 1, isDisplay: false };
}

/** A formula that has its lines to itself: from a line that opens it to one that closes it. */
function block(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const line = lineOf(state, startLine);
  const opening = ["$$", "\\["].find((mark) => line.startsWith(mark));
  if (!opening || state.sCount[startLine]! - state.blkIndent >= 4) return false;
  const close = opening === "$$" ? "$$" : "\\]";
  const rows: string[] = [];
  for (let at = startLine; at < endLine; at++) {
    if (at > startLine && state.sCount[at]! < state.blkIndent) return false;
    const row = at === startLine ? line.slice(2) : lineOf(state, at);
    const end = row.indexOf(close);
    if (end < 0) {
      rows.push(row);
      continue;
    }
    if (row.slice(end + 2).trim()) return false; // words follow: it is part of a paragraph
    rows.push(row.slice(0, end));
    if (silent) return true;
    const token = state.push("math_block", "math", 0);
    token.block = true;
    token.content = rows.join("\n").trim();
    token.map = [startLine, at + 1];
    state.line = at + 1;
    return true;
  }
  return false;
}

function lineOf(state: StateBlock, line: number): string {
  return state.src.slice(state.bMarks[line]! + state.tShift[line]!, state.eMarks[line]!);
}
