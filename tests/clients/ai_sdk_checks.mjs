// What Vercel's AI SDK finds at Wayfare, by each wire that it speaks: it holds every chunk
// against a schema, and makes an error of one that does not fit.
//
// Runs as the scripts in Python do, see checks.py:
//     NODE_FOLDER=.venv/node node tests/clients/ai_sdk_checks.mjs URL KEY gemini

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const folder = path.join(process.env.NODE_FOLDER, "node_modules");
const require = createRequire(path.join(folder, "here.js"));
const { APICallError, Output, generateText, stepCountIs, streamText, tool } = require("ai");
const { createAnthropic } = require("@ai-sdk/anthropic");
const { createOpenAI } = require("@ai-sdk/openai");
const { createOpenAICompatible } = require("@ai-sdk/openai-compatible");
const { z } = require("zod");

globalThis.AI_SDK_LOG_WARNINGS = false; // they are looked at below

const PROVIDERS = {
  openai: "scripted",
  responses: "scripted-responses",
  anthropic: "scripted-anthropic",
  gemini: "scripted-gemini",
};
const QUESTION = "대한민국의 수도는 어디인가요?";
const ANSWER = "대한민국의 수도는 서울입니다.";
const CITIES = { get_weather: "서울특별시", get_news: "부산광역시" };
const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=";
const TURNS = Number(process.env.TURNS ?? 20);

const [url, key, ...wires] = process.argv.slice(2);
const baseURL = `${url}/v1`;

const openai = createOpenAI({ baseURL, apiKey: key });
const compatible = createOpenAICompatible({
  name: "wayfare",
  baseURL,
  apiKey: key,
  includeUsage: true,
  supportsStructuredOutputs: true,
});
const anthropic = createAnthropic({ baseURL, apiKey: key });
const WAYS = {
  "openai.chat": (model) => openai.chat(model),
  "openai.responses": (model) => openai.responses(model),
  "openai-compatible": (model) => compatible(model),
  anthropic: (model) => anthropic(model),
};

const Place = z.object({ 나라: z.string(), capital: z.string(), population: z.number() });

/** Two tools that note what they are called with. */
function tools(called) {
  const make = (name, said) =>
    tool({
      description: `gets the ${name.slice(4)}`,
      inputSchema: z.object({ 도시: z.literal(CITIES[name]), days: z.number().int() }),
      execute: ({ 도시 }) => {
        called[name] = 도시;
        return said;
      },
    });
  return { get_weather: make("get_weather", "맑음"), get_news: make("get_news", "조용함") };
}

/** All parts of a stream, none of which may be an error. */
async function gather(result) {
  const parts = [];
  for await (const part of result.fullStream) {
    if (part.type === "error") throw part.error;
    parts.push(part);
  }
  return parts;
}

/** For an object this client demands one call of a tool and no more; Gemini cannot be held to that. */
function isHeldToOneCall(wire, way) {
  return wire === "gemini" && way === "anthropic";
}

const CHECKS = {
  async "a text is generated"(model) {
    const got = await generateText({ model: model(), maxRetries: 0, prompt: QUESTION });
    assert.equal(got.text, ANSWER);
    assert.equal(got.finishReason, "stop");
    assert.ok(got.usage.inputTokens > 0 && got.usage.outputTokens > 0);
  },

  async "a text is streamed, every chunk as it must be"(model) {
    const got = streamText({ model: model(), maxRetries: 0, prompt: QUESTION, includeRawChunks: true });
    const parts = await gather(got);
    const deltas = parts.filter((part) => part.type === "text-delta");
    assert.equal(deltas.map((part) => part.text).join(""), ANSWER);
    assert.ok(deltas.length > 3);
    assert.equal(await got.finishReason, "stop");
    assert.ok((await got.usage).outputTokens > 0);
    assert.ok((await got.usage).inputTokens > 0);
  },

  async "a system prompt and earlier turns pass"(model) {
    const got = await generateText({
      model: model(),
      instructions: "짧게 답해.",
      messages: [
        { role: "user", content: "Hello" },
        { role: "assistant", content: "Hi." },
        { role: "user", content: "안녕하세요?" },
      ],
    });
    assert.equal(got.text, "You said: 안녕하세요?");
  },

  async "an image passes"(model) {
    const image = { type: "file", data: PIXEL, mediaType: "image/png" };
    const content = [{ type: "text", text: "이게 뭐예요?" }, image];
    const got = await generateText({ model: model(), messages: [{ role: "user", content }] });
    assert.match(got.text, /an image/);
  },

  async "tools are called in parallel with Korean arguments"(model) {
    const called = {};
    const got = await generateText({
      model: model(),
      prompt: "get_weather와 get_news를 불러 주세요",
      tools: tools(called),
      stopWhen: stepCountIs(3),
    });
    assert.deepEqual(called, CITIES);
    assert.equal(got.steps[0].finishReason, "tool-calls");
    assert.equal(got.text, "The tools say: get_weather = 맑음; get_news = 조용함");
  },

  async "streamed tool calls do not mix"(model, wire) {
    const called = {};
    const got = streamText({
      model: model(),
      prompt: "get_weather, get_news",
      tools: tools(called),
      stopWhen: stepCountIs(3),
    });
    const parts = await gather(got);
    assert.deepEqual(called, CITIES);
    const inputs = parts.filter((part) => part.type === "tool-input-delta");
    assert.ok(inputs.length > 4 || wire === "gemini"); // which gives a call whole
    assert.equal(await got.text, "The tools say: get_weather = 맑음; get_news = 조용함");
  },

  async "a tool choice is kept"(model) {
    const got = await generateText({
      model: model(),
      prompt: "Hello",
      tools: tools({}),
      toolChoice: { type: "tool", toolName: "get_news" },
    });
    assert.deepEqual(got.toolCalls.map((call) => call.toolName), ["get_news"]);
  },

  async "an object is generated"(model, wire, way) {
    const output = Output.object({ schema: Place });
    if (isHeldToOneCall(wire, way)) {
      const asked = generateText({ model: model(), maxRetries: 0, prompt: "Hello", output });
      await assert.rejects(asked, /parallel_tool_calls/);
      return;
    }
    const got = await generateText({ model: model(), maxRetries: 0, prompt: "어느 나라인가요?", output });
    Place.parse(got.output);
  },

  async "an object is streamed"(model, wire, way) {
    if (isHeldToOneCall(wire, way)) return;
    const output = Output.object({ schema: Place });
    const got = streamText({ model: model(), maxRetries: 0, prompt: "어느 나라인가요?", output });
    await gather(got);
    Place.parse(await got.output);
  },

  async "thoughts go back with results of tools"(model) {
    const called = {};
    const got = streamText({
      model: model("thinker"),
      prompt: "get_weather",
      tools: tools(called),
      stopWhen: stepCountIs(3),
      reasoning: "low",
    });
    await gather(got);
    assert.equal(called.get_weather, CITIES.get_weather);
    assert.equal(await got.text, "The tools say: get_weather = 맑음");
  },

  async "a rate limit says so and may be tried again"(model) {
    const prompt = "#fault status=429 retry_after=7\nHello";
    await assert.rejects(generateText({ model: model(), maxRetries: 0, prompt }), (error) => {
      assert.ok(APICallError.isInstance(error));
      assert.equal(error.statusCode, 429);
      assert.equal(error.responseHeaders["retry-after"], "7");
      assert.ok(error.isRetryable);
      return true;
    });
  },

  async "a cut stream never looks whole"(model) {
    const prompt = "#fault cut=2\nHello my friend";
    const got = streamText({ model: model(), maxRetries: 0, prompt, onError: () => {} });
    const parts = [];
    try {
      for await (const part of got.fullStream) parts.push(part);
    } catch {
      return;
    }
    const finish = parts.find((part) => part.type === "finish");
    assert.ok(parts.some((part) => part.type === "error") || finish.finishReason !== "stop");
  },

  async "many turns of tools are taken"(model) {
    const noted = [];
    const note = tool({
      inputSchema: z.object({ 줄: z.string() }),
      execute: ({ 줄 }) => noted.push(줄),
    });
    const prompt = `#turns ${TURNS} tool=note args={"줄": "가나다 {turn}"}\n#say 다 했습니다.`;
    const got = streamText({
      model: model("large"),
      prompt,
      tools: { note },
      stopWhen: stepCountIs(TURNS + 1),
    });
    await gather(got);
    assert.deepEqual(noted, Array.from({ length: TURNS }, (_, turn) => `가나다 ${turn + 1}`));
    assert.equal(await got.text, "다 했습니다.");
  },
};

/** What Wayfare calls a scripted model. */
function modelOf(wire, name) {
  return wire === "openai" ? `scripted-${name}` : `${PROVIDERS[wire]}/scripted-${name}`;
}

let failed = false;
console.log(`ai ${JSON.parse(readFileSync(path.join(folder, "ai", "package.json"))).version}`);
for (const wire of wires.length ? wires : Object.keys(PROVIDERS)) {
  console.log(`# ${wire}`);
  for (const [name, check] of Object.entries(CHECKS)) {
    for (const [way, open] of Object.entries(WAYS)) {
      try {
        await check((model = "small") => open(modelOf(wire, model)), wire, way);
        console.log(`ok by ${way} ${name}`);
      } catch (error) {
        failed = true;
        console.log(`FAILED by ${way} ${name}\n${error.stack ?? error}`);
        if (error.responseBody) console.log(error.responseBody);
      }
    }
  }
}
process.exitCode = failed ? 1 : 0;
