import { expect, test } from "vitest";

import { keepDraft, readDraft } from "./drafts";

function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
    get length() { return kept.size; },
  } as Storage;
}

test("a draft is kept, each conversation its own", () => {
  const kept = storage();
  keepDraft("a", { text: "반쯤", files: [], key: "k" }, kept);
  keepDraft(null, { text: "new", files: [] }, kept);
  expect(readDraft("a", kept)).toEqual({ text: "반쯤", files: [], key: "k" });
  expect(readDraft(null, kept).text).toBe("new");
  expect(readDraft("b", kept)).toEqual({ text: "", files: [] });
});
test("what is empty is not kept", () => {
  const kept = storage();
  keepDraft("a", { text: "x", files: [] }, kept);
  keepDraft("a", { text: "", files: [] }, kept);
  expect(kept.length).toBe(0);
});
test("what cannot be read is no draft", () => {
  const kept = storage();
  kept.setItem("wayfare-draft-a", "{");
  kept.setItem("wayfare-draft-b", '"text"');
  expect(readDraft("a", kept).text).toBe("");
  expect(readDraft("b", kept).text).toBe("");
});
