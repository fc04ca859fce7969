import { expect, test } from "vitest";

import { kindOf, mediaTypeOf, unread } from "./attachments";
import type { Model } from "./conversation";

const file = (name: string, media_type: string) => ({ id: name, name, media_type, bytes: 1 });
const model = (name: string, ...features: string[]) => ({ name, label: name, provider: "p", is_local: false, features }) as Model;
const SEES = model("sees", "chat", "image");
const READS = model("reads", "chat", "file");

test.each([
  ["a.png", "image/png", "image"], ["a.mp3", "audio/mpeg", "audio"], ["a.pdf", "application/pdf", "file"],
  ["a.pdf", "application/octet-stream", "file"], ["a.md", "text/markdown", null], ["문서.hwp", "application/octet-stream", "other"],
  ["문서.hwpx", "text/xml", "other"], ["a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "other"],
] as const)("%s (%s) is %s", (name, type, kind) => expect(kindOf(file(name, type))).toBe(kind));

test("a file that nobody takes is named before it is sent", () => {
  const image = file("a.png", "image/png");
  expect(unread([image], "auto", [SEES, READS])).toBeNull();
  expect(unread([image], "reads", [SEES, READS])).toEqual({ name: "a.png", kind: "image" });
  expect(unread([image], "auto", [READS])).toEqual({ name: "a.png", kind: "image" });
  expect(unread([file("a.hwp", "application/x-hwp")], "auto", [SEES, READS])?.kind).toBe("other");
  expect(unread([file("a.txt", "text/plain")], "auto", [model("plain", "chat")])).toBeNull();
});
test("where no models are known, the server says", () => {
  expect(unread([file("a.png", "image/png")], "auto", null)).toBeNull();
  expect(unread([file("a.png", "image/png")], "auto", [])).toBeNull();
});

const blob = (name: string, ...parts: BlobPart[]) => Object.assign(new Blob(parts), { name });
test("what has no type is words, if it reads as such", async () => {
  expect(await mediaTypeOf(blob("a.py", "print('안녕')"))).toBe("text/plain");
  expect(await mediaTypeOf(blob("long.txt", "가".repeat(4000)))).toBe("text/plain");
  expect(await mediaTypeOf(blob("a.bin", new Uint8Array([0, 1, 2])))).toBe("application/octet-stream");
  expect(await mediaTypeOf(blob("a.cp949", new Uint8Array([0xb0, 0xa1])))).toBe("application/octet-stream");
});
