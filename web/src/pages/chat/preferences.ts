/** Which model shall always answer which topic: what is said of it, and what can be asked. */
import { language, texts } from "../../texts/texts.svelte";
import { api, type Got } from "../../wire/api";

export type Preference = Got<"/api/preferences">["data"][number];
export type OfRun = Got<"/api/runs/{run_id}/preference">;

export const setPreference = (run: string, arm: string) => api<Preference>("PUT", `/api/runs/${encodeURIComponent(run)}/preference`, { arm });
export const removePreference = (id: string) => api<void>("DELETE", `/api/preferences/${encodeURIComponent(id)}`);

/** A topic by its telling words: in the reader's language, else in another, else by its number. */
export function topicName({ names, topic }: { names: Record<string, string[]>; topic: string }): string {
  const words = names[language()] ?? Object.values(names).find((each) => each.length) ?? [];
  return words.length ? words.join(", ") : t("topic_unnamed", { topic });
}

const en = {
  topic: "Topic",
  topic_unnamed: "topic {topic}",
  always_now: "Always {arm} for this topic, because you chose it.",
  always_gone: "You chose {arm} for this topic, but `auto` does not take it now: the best for its price answers.",
  always_do: "Always {arm} for this topic",
  take_back: "Take back",
  preferences: "Always for a topic",
  preferences_says: "Where you ask “Auto” about one of these topics, the model that you chose answers: unless it fails, costs more than is left, or cannot take what you attach.",
  preferences_none: "You have chosen no model for a topic. The ticket of an answer by “Auto” lets you.",
  since: "since",
  topic_gone: "This topic is no more, so it binds nothing. You can take it off the list.",
  model_gone: "“Auto” does not take this model now. It binds again once it does.",
  take_back_of: "Take back {arm} for {topic}",
};
const ko: Record<keyof typeof en, string> = {
  topic: "주제",
  topic_unnamed: "주제 {topic}",
  always_now: "직접 고르신 대로 이 주제에는 언제나 {arm}{arm:이|가} 답합니다.",
  always_gone: "이 주제에는 {arm}{arm:을|를} 고르셨지만 지금은 ‘자동’이 쓰는 모델이 아니어서, 값에 비해 가장 좋은 모델이 답합니다.",
  always_do: "이 주제에는 언제나 {arm}",
  take_back: "거두기",
  preferences: "주제마다 정한 모델",
  preferences_says: "이 주제들을 ‘자동’에 물으면 고르신 모델이 답합니다. 그 모델이 실패하거나, 남은 예산보다 비싸거나, 붙인 파일을 읽지 못할 때는 빼고입니다.",
  preferences_none: "주제에 정해 둔 모델이 없습니다. ‘자동’이 한 답변의 티켓에서 정할 수 있습니다.",
  since: "정한 때",
  topic_gone: "이 주제는 이제 없어서 아무것도 정하지 않습니다. 목록에서 지우셔도 됩니다.",
  model_gone: "지금은 ‘자동’이 쓰는 모델이 아닙니다. 다시 쓰게 되면 그대로 따릅니다.",
  take_back_of: "{topic}에 정한 {arm} 거두기",
};
export const t = texts<keyof typeof en>({ en, ko });
