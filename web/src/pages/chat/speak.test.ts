import { describe, expect, test } from "vitest";

import { Speaker, unmarked } from "./speak";

/** What is said while a text comes letter by letter. */
function heard(text: string): string[] {
  const speaker = new Speaker("(code)");
  const said: string[] = [];
  for (let end = 1; end <= text.length; end++) said.push(...speaker.next(text.slice(0, end)));
  return [...said, ...speaker.next(text, true)];
}

describe("what is read out", () => {
  test("is sentences, each once", () => {
    expect(heard("Pi is 3.14. It is **round**! Is it?")).toEqual(["Pi is 3.14.", "It is round!", "Is it?"]);
  });
  test("is Korean and Japanese sentences, too", () => {
    expect(heard("네. **굵게(bold)**을 씁니다. 끝")).toEqual(["네.", "굵게(bold)을 씁니다.", "끝"]);
    expect(heard("はい。そうです。")).toEqual(["はい。", "そうです。"]);
  });
  test("is no code: it is said that there is some", () => {
    expect(heard("So:\n```js\nlet a = 1.\nlet b\n```\nDone.")).toEqual(["So:", "(code)", "Done."]);
  });
  test("says all that was left when it ends", () => {
    expect(new Speaker("").next("no end", true)).toEqual(["no end"]);
    expect(new Speaker("").next("no end")).toEqual([]);
  });
  test.each([
    ["## A title", "A title"], ["- an item", "an item"], ["2. second", "second"],
    ["[a](https://b.example)", "a"], ["| a | b |", "a b"], ["|---|:-:|", ""], ["`x`", "x"], ["2 * 3", "2 * 3"],
  ])("has no marks: %s", (line, said) => expect(unmarked(line)).toBe(said));
});
