/** Usual providers: what people call them, where they give keys, and whose key one looks like. */
export interface Usual {
  name: string;
  label: string;
  /** Where one makes a key. */
  keysAt: string;
  begins?: RegExp;
}

// the narrower beginning first
export const USUAL: Usual[] = [
  { name: "anthropic", label: "Anthropic (Claude)", keysAt: "console.anthropic.com", begins: /^sk-ant-/ },
  { name: "openrouter", label: "OpenRouter", keysAt: "openrouter.ai/keys", begins: /^sk-or-/ },
  { name: "gemini", label: "Google (Gemini)", keysAt: "aistudio.google.com/apikey", begins: /^AIza/ },
  { name: "groq", label: "Groq", keysAt: "console.groq.com/keys", begins: /^gsk_/ },
  { name: "xai", label: "xAI (Grok)", keysAt: "console.x.ai", begins: /^xai-/ },
  { name: "upstage", label: "Upstage (Solar)", keysAt: "console.upstage.ai", begins: /^up_/ },
  { name: "perplexity", label: "Perplexity", keysAt: "perplexity.ai/settings/api", begins: /^pplx-/ },
  { name: "fireworks", label: "Fireworks", keysAt: "app.fireworks.ai", begins: /^fw_/ },
  { name: "cerebras", label: "Cerebras", keysAt: "cloud.cerebras.ai", begins: /^csk-/ },
  { name: "nvidia", label: "NVIDIA", keysAt: "build.nvidia.com", begins: /^nvapi-/ },
  { name: "openai", label: "OpenAI (GPT)", keysAt: "platform.openai.com/api-keys", begins: /^sk-(proj|svcacct|admin|None)-/ },
  { name: "deepseek", label: "DeepSeek", keysAt: "platform.deepseek.com/api_keys" },
  { name: "mistral", label: "Mistral", keysAt: "console.mistral.ai/api-keys" },
  { name: "together", label: "Together", keysAt: "api.together.ai" },
  { name: "cohere", label: "Cohere", keysAt: "dashboard.cohere.com/api-keys" },
  { name: "dashscope", label: "Alibaba (Qwen)", keysAt: "bailian.console.alibabacloud.com" },
  { name: "moonshot", label: "Moonshot (Kimi)", keysAt: "platform.moonshot.ai" },
  { name: "zhipu", label: "Zhipu (GLM)", keysAt: "open.bigmodel.cn" },
];

/** Whose key this looks like. */
export function providerOf(key: string): string | null {
  return USUAL.find((usual) => usual.begins?.test(key.trim()))?.name ?? null;
}

/** What people call a provider. */
export function labelOf(name: string): string {
  return USUAL.find((usual) => usual.name === name)?.label ?? name;
}
