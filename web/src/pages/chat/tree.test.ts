import { describe, expect, test } from "vitest";

import { Tree, type Node } from "./tree";

const said = (id: string, parent: string | null, created_at: number): Node => ({ id, parent, created_at });
// q1 ── a1 ── q2 ── a2
//  │    └──── q2b ── a2b
//  └── a1b
const MESSAGES = [
  said("q1", null, 1), said("a1", "q1", 2), said("q2", "a1", 3), said("a2", "q2", 4),
  said("a1b", "q1", 5), said("q2b", "a1", 6), said("a2b", "q2b", 7),
];
const ids = (messages: readonly Node[]) => messages.map(({ id }) => id);

describe("a tree of messages", () => {
  const tree = new Tree(MESSAGES);
  test("shows the path to its leaf", () => {
    expect(ids(tree.path("a2"))).toEqual(["q1", "a1", "q2", "a2"]);
    expect(ids(tree.path("a1b"))).toEqual(["q1", "a1b"]);
  });
  test("shows the newest path where the leaf is not known", () => {
    expect(ids(tree.path(null))).toEqual(["q1", "a1b"]);
    expect(ids(tree.path("gone"))).toEqual(["q1", "a1b"]);
  });
  test("counts siblings", () => {
    expect(tree.place("a1")).toEqual({ at: 1, of: 2, before: null, after: "a1b" });
    expect(tree.place("q2b")).toEqual({ at: 2, of: 2, before: "q2", after: null });
    expect(tree.place("a2")).toEqual({ at: 1, of: 1, before: null, after: null });
    expect(tree.place("gone")).toEqual({ at: 0, of: 0, before: null, after: null });
  });
  test("finds the end of a branch that is gone over to", () => {
    expect(tree.newest("a1")).toBe("a2b");
    expect(tree.newest("q2")).toBe("a2");
    expect(tree.newest("a2")).toBe("a2");
  });
  test("loses no message whose parent is gone", () => {
    expect(ids(new Tree([said("b", "gone", 1)]).path("b"))).toEqual(["b"]);
  });
  test("ends, even where messages are each other's parents", () => {
    const circle = new Tree([said("a", "b", 1), said("b", "a", 2)]);
    expect(ids(circle.path("a"))).toHaveLength(2);
    expect(circle.newest("a")).toBeTruthy();
  });
  test("is empty at first", () => expect(new Tree([]).path(null)).toEqual([]));
});
