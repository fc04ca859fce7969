import { expect, test } from "vitest";

import { labelOf, providerOf, USUAL } from "./providers";

test("a key tells whose it is by how it begins, and says nothing where it does not", () => {
  expect(providerOf(" sk-ant-api03-x\n")).toBe("anthropic");
  expect(providerOf("sk-or-v1-x")).toBe("openrouter");
  expect(providerOf("sk-proj-x")).toBe("openai");
  expect(providerOf("sk-0123456789")).toBeNull(); // older OpenAI, DeepSeek, Moonshot: all alike
  expect(providerOf("")).toBeNull();
});

test("no provider stands there twice, and whoever is not usual keeps its name", () => {
  expect(new Set(USUAL.map((usual) => usual.name)).size).toBe(USUAL.length);
  expect(labelOf("mine")).toBe("mine");
});
