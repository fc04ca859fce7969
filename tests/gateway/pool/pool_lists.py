"""What four providers list to somebody with their keys: 300 models, as such lists are.

Names are those of the providers' own documentation and of the price table, old ones and
snapshots included, since lists keep them for years. Dates, where a provider gives them, are
in the order in which the models came, to the month, and move on with the day of the test.
"""

import time
from datetime import UTC, datetime

#: The day on which the months below were written.
WRITTEN = datetime(2026, 11, 26, tzinfo=UTC).timestamp()
DAY_S = 86_400

OPENAI = """
gpt-3.5-turbo 2023-03 gpt-3.5-turbo-0125 2024-01 gpt-3.5-turbo-1106 2023-11
gpt-3.5-turbo-16k 2023-05 gpt-3.5-turbo-instruct 2023-08 gpt-3.5-turbo-instruct-0914 2023-09
gpt-4 2023-06 gpt-4-0613 2023-06 gpt-4-0125-preview 2024-01 gpt-4-1106-preview 2023-11
gpt-4-turbo 2024-04 gpt-4-turbo-2024-04-09 2024-04 gpt-4-turbo-preview 2024-01
gpt-4-32k 2023-06 gpt-4-vision-preview 2023-11
gpt-4o 2024-05 gpt-4o-2024-05-13 2024-05 gpt-4o-2024-08-06 2024-08 gpt-4o-2024-11-20 2024-11
gpt-4o-mini 2024-07 gpt-4o-mini-2024-07-18 2024-07 chatgpt-4o-latest 2024-08
gpt-4o-audio-preview 2024-09 gpt-4o-audio-preview-2024-12-17 2024-12
gpt-4o-mini-audio-preview 2024-12 gpt-4o-realtime-preview 2024-09
gpt-4o-mini-realtime-preview 2024-12 gpt-4o-search-preview 2025-03
gpt-4o-mini-search-preview 2025-03 gpt-4o-transcribe 2025-03 gpt-4o-mini-transcribe 2025-03
gpt-4o-mini-tts 2025-03 gpt-4.1 2025-04 gpt-4.1-2025-04-14 2025-04 gpt-4.1-mini 2025-04
gpt-4.1-mini-2025-04-14 2025-04 gpt-4.1-nano 2025-04 gpt-4.1-nano-2025-04-14 2025-04
gpt-4.5-preview 2025-02 o1 2024-12 o1-2024-12-17 2024-12 o1-mini 2024-09 o1-preview 2024-09
o1-pro 2025-03 o3 2025-04 o3-2025-04-16 2025-04 o3-mini 2025-01 o3-mini-2025-01-31 2025-01
o3-pro 2025-06 o3-deep-research 2025-06 o4-mini 2025-04 o4-mini-2025-04-16 2025-04
o4-mini-deep-research 2025-06 codex-mini-latest 2025-05 computer-use-preview 2025-03
gpt-5 2025-08 gpt-5-2025-08-07 2025-08 gpt-5-chat-latest 2025-08 gpt-5-codex 2025-09
gpt-5-mini 2025-08 gpt-5-mini-2025-08-07 2025-08 gpt-5-nano 2025-08
gpt-5-nano-2025-08-07 2025-08 gpt-5-pro 2025-10 gpt-5-search-api 2025-10 gpt-5.1 2025-11
gpt-5.1-codex-mini 2025-11 gpt-5.2 2025-12 gpt-5.2-pro 2025-12 gpt-5.4 2026-03
gpt-5.4-mini 2026-03 gpt-5.4-nano 2026-03 gpt-5.4-pro 2026-03 gpt-5.5 2026-04
gpt-5.5-pro 2026-04 gpt-5.6-luna 2026-06 gpt-5.6-sol 2026-06 gpt-5.6-terra 2026-06
gpt-6-astra 2026-09 gpt-6-luna 2026-09 gpt-6-sol 2026-09 gpt-6-cyber 2026-09
gpt-6.1-sol 2026-11 gpt-6.1-terra 2026-11 gpt-audio 2025-08 gpt-audio-mini 2025-10
gpt-image-1 2025-04 gpt-image-2 2026-04 gpt-realtime 2025-08 gpt-realtime-mini 2025-10
dall-e-2 2023-11 dall-e-3 2023-10 whisper-1 2023-02 tts-1 2023-04 tts-1-hd 2023-11 sora-2 2025-10
text-embedding-ada-002 2022-12 text-embedding-3-small 2024-01 text-embedding-3-large 2024-01
omni-moderation-latest 2024-11 babbage-002 2023-08 davinci-002 2023-08
ft:gpt-4o-mini-2024-07-18:acme::Abc123 2025-02
"""

ANTHROPIC = """
claude-3-haiku-20240307 2024-03 claude-3-opus-20240229 2024-02
claude-3-5-haiku-20241022 2024-10 claude-3-5-sonnet-20240620 2024-06
claude-3-5-sonnet-20241022 2024-10 claude-3-7-sonnet-20250219 2025-02
claude-sonnet-4-20250514 2025-05 claude-opus-4-20250514 2025-05
claude-opus-4-1-20250805 2025-08 claude-sonnet-4-5-20250929 2025-09
claude-haiku-4-5-20251001 2025-10 claude-opus-4-5-20251101 2025-11 claude-opus-4-6 2026-02
claude-sonnet-4-6 2026-02 claude-opus-4-7 2026-04 claude-opus-4-8 2026-05 claude-fable-5 2026-05
claude-sonnet-5 2026-06 claude-opus-5 2026-07 claude-fable-5-1 2026-08 claude-fable-5-2 2026-10
claude-mythos-5-2 2026-10 claude-haiku-5-5 2026-10 claude-sonnet-5-5 2026-10
claude-opus-5-5 2026-11
"""

GEMINI = """
embedding-gecko-001 embedding-001 text-embedding-004 gemini-embedding-001 gemini-embedding-2
gemini-1.0-pro-vision-latest gemini-pro-vision gemini-1.5-pro-latest gemini-1.5-pro
gemini-1.5-pro-001 gemini-1.5-pro-002 gemini-1.5-flash-latest gemini-1.5-flash
gemini-1.5-flash-001 gemini-1.5-flash-002 gemini-1.5-flash-8b gemini-1.5-flash-8b-001
gemini-1.5-flash-8b-latest gemini-2.0-flash gemini-2.0-flash-001 gemini-2.0-flash-exp
gemini-2.0-flash-exp-image-generation gemini-2.0-flash-lite gemini-2.0-flash-lite-001
gemini-2.0-flash-lite-preview-02-05 gemini-2.0-pro-exp gemini-2.0-pro-exp-02-05
gemini-2.0-flash-thinking-exp-01-21 gemini-exp-1206 gemini-2.5-pro gemini-2.5-pro-preview-03-25
gemini-2.5-pro-preview-05-06 gemini-2.5-pro-preview-06-05 gemini-2.5-pro-preview-tts
gemini-2.5-flash gemini-2.5-flash-preview-05-20 gemini-2.5-flash-preview-09-2025
gemini-2.5-flash-preview-tts gemini-2.5-flash-image gemini-2.5-flash-lite
gemini-2.5-flash-lite-preview-06-17 gemini-2.5-computer-use-preview-10-2025
gemini-robotics-er-1.5-preview gemini-robotics-er-2-preview gemini-3-pro-preview
gemini-3-flash-preview gemini-3-pro-image-preview gemini-3.1-pro-preview gemini-3.1-flash-lite
gemini-3.1-flash-live-preview gemini-3.5-flash gemini-3.5-flash-lite gemini-3.6-flash
gemini-3.7-flash gemini-3.8-flash gemini-3.8-flash-tts gemini-4-argon gemini-flash-latest
gemini-flash-lite-latest gemini-pro-latest learnlm-2.0-flash-experimental gemma-3-1b-it
gemma-3-4b-it gemma-3-12b-it gemma-3-27b-it gemma-3n-e4b-it gemma-4-26b-a4b-it gemma-4-31b-it
imagen-3.0-generate-002 imagen-4.0-generate-001 veo-2.0-generate-001 veo-3.0-generate-001 aqa
"""

OPENROUTER = """
openai/gpt-4o 2024-05 openai/gpt-4o-2024-08-06 2024-08 openai/gpt-4o-mini 2024-07
openai/gpt-4o:extended 2024-05 openai/gpt-4.1 2025-04 openai/gpt-4.1-mini 2025-04
openai/gpt-5 2025-08 openai/gpt-5-mini 2025-08 openai/gpt-5-nano 2025-08 openai/gpt-5.4 2026-03
openai/gpt-6.1-sol 2026-11 openai/gpt-oss-20b 2025-08 openai/gpt-oss-120b 2025-08
openai/gpt-oss-20b:free 2025-08 openai/o3 2025-04 openai/o4-mini 2025-04
anthropic/claude-3-haiku 2024-03 anthropic/claude-3.5-sonnet 2024-10
anthropic/claude-3.5-sonnet:beta 2024-10 anthropic/claude-3.7-sonnet:thinking 2025-02
anthropic/claude-sonnet-4 2025-05 anthropic/claude-opus-4.5 2025-11
anthropic/claude-opus-5.5 2026-11 anthropic/claude-opus-5.5:batch 2026-11
anthropic/claude-sonnet-5.5 2026-10 anthropic/claude-haiku-5.5 2026-10
google/gemini-2.0-flash-001 2025-02 google/gemini-2.5-flash 2025-06 google/gemini-2.5-pro 2025-06
google/gemini-3.8-flash 2026-10 google/gemma-2-27b-it 2024-07 google/gemma-3-27b-it 2025-03
google/gemma-3-27b-it:free 2025-03 google/gemma-4-31b-it 2026-03 google/palm-2-chat-bison 2023-07
meta-llama/llama-2-70b-chat 2023-07 meta-llama/llama-3-70b-instruct 2024-04
meta-llama/llama-3.1-405b-instruct 2024-07 meta-llama/llama-3.1-8b-instruct 2024-07
meta-llama/llama-3.2-3b-instruct 2024-09 meta-llama/llama-3.3-70b-instruct 2024-12
meta-llama/llama-3.3-70b-instruct:free 2024-12 meta-llama/llama-4-maverick 2025-04
meta-llama/llama-4-scout 2025-04 meta-llama/llama-guard-4-12b 2025-04
mistralai/mistral-7b-instruct 2023-09 mistralai/mistral-7b-instruct:free 2023-09
mistralai/mixtral-8x7b-instruct 2023-12 mistralai/mixtral-8x22b-instruct 2024-04
mistralai/mistral-large 2024-02 mistralai/mistral-large-2411 2024-11
mistralai/mistral-large-2512 2025-12 mistralai/mistral-nemo 2024-07
mistralai/mistral-small-3.2-24b-instruct 2025-06 mistralai/codestral-2508 2025-08
mistralai/devstral-small 2025-07 mistralai/pixtral-12b 2024-09 mistralai/ministral-8b 2024-10
mistralai/voxtral-small-24b-2507 2025-10 deepseek/deepseek-chat 2024-12
deepseek/deepseek-chat-v3-0324 2025-03 deepseek/deepseek-chat-v3-0324:free 2025-03
deepseek/deepseek-chat-v3.1 2025-08 deepseek/deepseek-r1 2025-01 deepseek/deepseek-r1-0528 2025-05
deepseek/deepseek-r1-distill-llama-70b 2025-01 deepseek/deepseek-v3.2 2025-12
deepseek/deepseek-v3.2-exp 2025-09 deepseek/deepseek-v4-pro 2026-05
deepseek/deepseek-v4.1-flash 2026-09 qwen/qwen-2.5-72b-instruct 2024-09
qwen/qwen-2.5-coder-32b-instruct 2024-11 qwen/qwen3-235b-a22b 2025-04
qwen/qwen3-235b-a22b-2507 2025-07 qwen/qwen3-30b-a3b 2025-04 qwen/qwen3-32b 2025-04
qwen/qwen3-coder 2025-07 qwen/qwen3.8-max-0902 2026-09 qwen/qwen3.8-flash 2026-09
qwen/qwen3.8-27b 2026-09 qwen/qwq-32b 2025-03 x-ai/grok-3 2025-06 x-ai/grok-3-mini 2025-06
x-ai/grok-4 2025-07 x-ai/grok-4-fast 2025-09 x-ai/grok-4.20 2026-02 x-ai/grok-code-fast-1 2025-08
moonshotai/kimi-k2 2025-07 moonshotai/kimi-k2-0905 2025-09 moonshotai/kimi-k2-thinking 2025-11
moonshotai/kimi-k3 2026-07 z-ai/glm-4.5 2025-07 z-ai/glm-4.5-air 2025-07
z-ai/glm-4.5-air:free 2025-07 z-ai/glm-4.6 2025-09 z-ai/glm-5.3 2026-09 z-ai/glm-5.3-flash 2026-09
minimax/minimax-m2 2025-10 minimax/minimax-m3 2026-06 cohere/command-r-08-2024 2024-08
cohere/command-r-plus-08-2024 2024-08 cohere/command-a 2025-03 amazon/nova-lite-v1 2024-12
amazon/nova-pro-v1 2024-12 amazon/nova-micro-v1 2024-12 nousresearch/hermes-4-70b 2025-08
nvidia/llama-3.1-nemotron-70b-instruct 2024-10 gryphe/mythomax-l2-13b 2023-08
perplexity/sonar 2025-01 perplexity/sonar-pro 2025-03 perplexity/sonar-deep-research 2025-03
microsoft/phi-4 2025-01 openrouter/auto 2023-11
"""


def dated(text: str) -> dict[str, int]:
    """Names with the second in which each came."""
    words, age = text.split(), time.time() - WRITTEN
    months = (datetime.fromisoformat(f"{month}-01").replace(tzinfo=UTC) for month in words[1::2])
    return {n: int(day.timestamp() + age) for n, day in zip(words[::2], months, strict=True)}


def openai_list() -> object:
    """As OpenAI lists its models."""
    rows = [
        {"id": name, "object": "model", "created": second, "owned_by": "system"}
        for name, second in dated(OPENAI).items()
    ]
    return {"object": "list", "data": rows}


def anthropic_list() -> object:
    """As Anthropic lists its models, on one page."""
    rows = [
        {"type": "model", "id": name, "display_name": name, "created_at": _iso(second)}
        for name, second in dated(ANTHROPIC).items()
    ]
    return {"data": rows, "has_more": False, "first_id": rows[0]["id"], "last_id": rows[-1]["id"]}


def gemini_list() -> object:
    """As Gemini lists its models: with what each can do, and no date."""
    return {"models": [_gemini_row(name) for name in GEMINI.split()]}


def openrouter_list() -> object:
    """As OpenRouter lists its models: with what each takes, and when some go."""
    return {"data": [_openrouter_row(*row) for row in dated(OPENROUTER).items()]}


def _gemini_row(name: str) -> dict[str, object]:
    if "embedding" in name:
        methods = ["embedContent"]
    elif name.startswith(("imagen", "veo")):
        methods = ["predict"]
    else:
        methods = ["generateAnswer"] if name == "aqa" else ["generateContent", "countTokens"]
    return {
        "name": f"models/{name}",
        "inputTokenLimit": 1_048_576,
        "supportedGenerationMethods": methods,
    }


def _openrouter_row(name: str, second: int) -> dict[str, object]:
    parameters = ["max_tokens", "temperature", "response_format"]
    if not name.startswith(("gryphe/", "perplexity/", "nousresearch/")):
        parameters += ["tools", "structured_outputs"]
    return {
        "id": name,
        "created": second,
        "context_length": 128_000,
        "supported_parameters": parameters,
        "expiration_date": _soon() if name == "x-ai/grok-4.20" else None,
    }


def _soon() -> str:
    return datetime.fromtimestamp(time.time() + 20 * DAY_S, UTC).date().isoformat()


def _iso(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).isoformat().replace("+00:00", "Z")
