/**
 * When Enter sends, whichever way the words are typed.
 *
 * Hangul has no candidates to choose from: Enter while a syllable is being composed means "that is
 * all", so it commits and sends, once. Kana and hanzi have: there Enter chooses, and the next one
 * sends. Browsers tell it differently (some give one `keydown` with `isComposing`, some a second
 * one after `compositionend`, Safari `compositionend` first), so what was pressed once sends once.
 *
 *     const enter = new Enter({ send });
 *     for (const type of Enter.LISTENS) field.addEventListener(type, (event) => enter.on(event));
 */
const HANGUL_AT_END = /[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]$/;
/** What `keyCode` says while an input method has the keyboard. */
const BY_INPUT_METHOD = 229;

export interface Typed {
  type: string;
  key?: string;
  code?: string;
  keyCode?: number;
  isComposing?: boolean;
  shiftKey?: boolean;
  ctrlKey?: boolean;
  metaKey?: boolean;
  altKey?: boolean;
  /** What is being composed, or was. */
  data?: string | null;
  inputType?: string;
  preventDefault(): void;
}

export interface Wishes {
  send: () => void;
  /** Whether a plain Enter sends; else only with Ctrl or Cmd (a phone has no Shift to hold). */
  sends?: () => boolean;
  /** Do something once the field has its words; tests do it at once. */
  later?: (then: () => void) => void;
}

export class Enter {
  static readonly LISTENS = ["keydown", "keyup", "compositionstart", "compositionupdate", "compositionend", "beforeinput"] as const;

  readonly #send: () => void;
  readonly #sends: () => boolean;
  readonly #later: (then: () => void) => void;
  #composed = "";
  #isComposing = false;
  /** Enter was pressed while Hangul was composed: send when it is committed. */
  #waits = false;
  /** This press of Enter has done what it does. */
  #isDone = false;
  /** What was composed ended just now, in the same stroke of a key. */
  #endedNow = false;

  constructor({ send, sends = () => true, later = (then) => setTimeout(then, 0) }: Wishes) {
    this.#send = send;
    this.#sends = sends;
    this.#later = later;
  }

  on(event: Typed): void {
    this[ON[event.type] ?? "ignore"](event);
  }

  keydown(event: Typed): void {
    if (!isEnter(event)) {
      if (event.keyCode !== BY_INPUT_METHOD) this.#isDone = false;
      return;
    }
    if (event.isComposing || this.#isComposing) {
      if (this.#isWanted(event) && HANGUL_AT_END.test(this.#composed)) this.#waits = true;
      return; // the input method's own: it commits
    }
    if (this.#isDone) return event.preventDefault(); // the same press, told a second time
    if (!this.#isWanted(event)) return;
    // Safari ends the composition first; how much later the key comes is the machine's affair
    if (event.keyCode === BY_INPUT_METHOD && !HANGUL_AT_END.test(this.#composed)) return;
    event.preventDefault();
    this.#isDone = true;
    if (this.#endedNow) this.#later(this.#send);
    else this.#send();
  }

  keyup(event: Typed): void {
    if (isEnter(event) || event.keyCode === 13) this.#isDone = false;
  }

  compositionstart(): void {
    this.#isComposing = true;
    this.#composed = "";
    this.#waits = false;
  }

  compositionupdate(event: Typed): void {
    this.#composed = event.data ?? "";
  }

  compositionend(event: Typed): void {
    this.#isComposing = false;
    if (event.data) this.#composed = event.data;
    this.#endedNow = true;
    if (this.#waits) {
      this.#waits = false;
      this.#isDone = true;
      this.#later(this.#send);
    }
    this.#later(() => (this.#endedNow = false));
  }

  /** The line break that some browsers still make of a press that has sent. */
  beforeinput(event: Typed): void {
    const breaks = event.inputType === "insertLineBreak" || event.inputType === "insertParagraph";
    if (breaks && this.#isDone) event.preventDefault();
  }

  ignore(): void {}

  #isWanted(event: Typed): boolean {
    if (event.shiftKey || event.altKey) return false;
    return event.ctrlKey || event.metaKey || this.#sends();
  }
}

const ON: Record<string, (typeof Enter.LISTENS)[number]> = Object.fromEntries(Enter.LISTENS.map((type) => [type, type]));

/** Input methods say `Process` or `Unidentified` for the key, and still `Enter` for where it lies. */
function isEnter(event: Typed): boolean {
  return event.key === "Enter" || event.code === "Enter" || event.code === "NumpadEnter";
}
