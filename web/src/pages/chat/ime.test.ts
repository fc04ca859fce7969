import { describe, expect, test } from "vitest";

import { Enter, type Typed } from "./ime";

/** A field with an input method: what it sends, and what it would break into a new line. */
class Field {
  sent = 0;
  broke = 0;
  #waiting: (() => void)[] = [];
  #enter: Enter;

  constructor(sends = true) {
    this.#enter = new Enter({ send: () => this.sent++, sends: () => sends, later: (then) => this.#waiting.push(then) });
  }

  give(type: string, also: Partial<Typed> = {}): boolean {
    let isPrevented = false;
    this.#enter.on({ type, preventDefault: () => (isPrevented = true), ...also });
    return isPrevented;
  }

  /** The browser's turn ends: what waited for it is done. */
  rest(): this {
    for (const then of this.#waiting.splice(0)) then();
    return this;
  }

  compose(...steps: string[]): this {
    this.give("compositionstart");
    for (const data of steps) {
      this.give("keydown", { key: "Process", keyCode: 229, isComposing: true });
      this.give("compositionupdate", { data });
    }
    return this;
  }

  /** As Chromium tells it: with `isComposing` and 229, and then the end of the composition. */
  enterWhileComposing(committed: string, also: Partial<Typed> = {}): this {
    this.give("keydown", { key: "Enter", code: "Enter", keyCode: 229, isComposing: true, ...also });
    this.give("compositionend", { data: committed });
    return this.rest();
  }

  /** A press that no input method takes. */
  enter(also: Partial<Typed> = {}): this {
    return this.enterDown(also).enterUp();
  }

  enterDown(also: Partial<Typed> = {}): this {
    const taken = this.give("keydown", { key: "Enter", code: "Enter", keyCode: 13, isComposing: false, ...also });
    if (!taken && !this.give("beforeinput", { inputType: "insertLineBreak" })) this.broke++;
    return this.rest();
  }

  enterUp(): this {
    this.give("keyup", { key: "Enter", code: "Enter", keyCode: 13 });
    return this.rest();
  }

  get did() {
    return [this.sent, this.broke];
  }
}

describe("Hangul", () => {
  test("one Enter commits and sends once", () => {
    expect(new Field().compose("ㅎ", "하", "한").enterWhileComposing("한").enterUp().did).toEqual([1, 0]);
  });
  test("once, too, where the browser tells of the same press again", () => {
    expect(new Field().compose("한").enterWhileComposing("한").enterDown().enterUp().did).toEqual([1, 0]);
  });
  test("once, too, where the key is called Process", () => {
    const field = new Field().compose("글");
    field.enterWhileComposing("글", { key: "Process" }).enterDown().enterUp();
    expect(field.did).toEqual([1, 0]);
  });
  test("once, too, where the composition ends first, as in Safari", () => {
    const field = new Field().compose("한");
    field.give("compositionend", { data: "한" });
    field.give("keydown", { key: "Enter", code: "Enter", keyCode: 229, isComposing: false });
    field.rest().enterUp();
    expect(field.did).toEqual([1, 0]);
  });
  test("the next message is sent by its own Enter", () => {
    const field = new Field().compose("한").enterWhileComposing("한").enterUp();
    field.compose("글").enterWhileComposing("글").enterUp();
    expect(field.did).toEqual([2, 0]);
  });
  test("a lone jamo is Hangul: ㅋ", () => {
    expect(new Field().compose("ㅋ").enterWhileComposing("ㅋ").did).toEqual([1, 0]);
  });
  test("with Shift it is a new line, and nothing is sent", () => {
    const field = new Field().compose("한").enterWhileComposing("한", { shiftKey: true });
    field.enterDown({ shiftKey: true }).enterUp();
    expect(field.did).toEqual([0, 1]);
  });
  test("a space ends the syllable, and Enter sends what stands there", () => {
    const field = new Field().compose("한");
    field.give("compositionend", { data: "한" });
    field.rest().enter();
    expect(field.did).toEqual([1, 0]);
  });
});

describe("kana and hanzi", () => {
  test.each([
    ["kana", ["n", "に", "にほん"], "にほん"],
    ["kanji", ["にほん", "日本"], "日本"],
    ["hanzi", ["ni", "ni hao", "你好"], "你好"],
    ["letters of pinyin", ["ni", "nihao"], "nihao"],
  ])("%s: Enter only commits, the next one sends", (_, steps, committed) => {
    const field = new Field().compose(...steps).enterWhileComposing(committed).enterUp();
    expect(field.did).toEqual([0, 0]);
    expect(field.enter().did).toEqual([1, 0]);
  });
  test("nor does it send where the composition ends first, as in Safari", () => {
    const field = new Field().compose("日本");
    field.give("compositionend", { data: "日本" });
    field.give("keydown", { key: "Enter", code: "Enter", keyCode: 229, isComposing: false });
    field.rest().enterUp();
    expect(field.did).toEqual([0, 0]);
    expect(field.enter().did).toEqual([1, 0]);
  });
});

describe("letters", () => {
  test("Enter sends", () => expect(new Field().enter().did).toEqual([1, 0]));
  test("Shift+Enter is a new line", () => expect(new Field().enter({ shiftKey: true }).did).toEqual([0, 1]));
  test("a key that is held sends once", () => {
    const field = new Field().enterDown().enterDown({}).enterDown().enterUp();
    expect(field.did).toEqual([1, 0]);
    expect(field.enter().did).toEqual([2, 0]);
  });
});

describe("on a phone, or where it is wished", () => {
  test("Enter is a new line", () => expect(new Field(false).enter().did).toEqual([0, 1]));
  test("so it is while Hangul is composed", () => {
    expect(new Field(false).compose("한").enterWhileComposing("한").enterDown().enterUp().did).toEqual([0, 1]);
  });
  test("Ctrl+Enter and Cmd+Enter send", () => {
    expect(new Field(false).enter({ ctrlKey: true }).did).toEqual([1, 0]);
    expect(new Field(false).enter({ metaKey: true }).did).toEqual([1, 0]);
  });
});
