/** Now and then: is the answer better or worse than the runner-up's? What is said of it. */
import { texts } from "../../texts/texts.svelte";
import { api, type Got } from "../../wire/api";

export type Challenge = Got<"/api/runs/{run_id}/challenge">;
export const WORDS = ["better", "worse", "tie", "both_bad"] as const;
export type SaidWord = (typeof WORDS)[number];

const at = (run: string) => `/api/runs/${encodeURIComponent(run)}/challenge`;
export const readChallenge = (run: string, signal?: AbortSignal) => api<Challenge>("GET", at(run), undefined, { signal });
export const beginChallenge = (run: string) => api<Challenge>("POST", at(run));
export const voteOnChallenge = (run: string, said: SaidWord) => api<Challenge>("POST", `${at(run)}/vote`, { said });
export const dismissChallenge = (run: string) => api<void>("DELETE", at(run));

const en = {
  title: "Is another answer better?",
  offer: "Now and then we ask: is this answer better or worse than the runner-up's? That one would answer the same question for about {money}.",
  offer_free: "Now and then we ask: is this answer better or worse than the runner-up's? That one would answer the same question, for nothing.",
  offer_unknown: "Now and then we ask: is this answer better or worse than the runner-up's? What that one would cost is not known.",
  do: "Compare",
  not_now: "Not now",
  other: "The other answer, by a model without its name",
  coming: "It is being asked …",
  failed: "No other answer came, so there is nothing to compare.",
  ask: "The other answer is",
  say_better: "better",
  say_worse: "worse",
  say_tie: "as good",
  say_both_bad: "bad, and so is this one",
  said_better: "You found the other answer better.",
  said_worse: "You found this answer better.",
  said_tie: "You found both as good.",
  said_both_bad: "You found both bad.",
  told: "The other one is by {other} ({other_money}), this one by {this} ({this_money}). “Auto” learns from it.",
  go_on: "Go on from the other",
  done: "Close",
};
const ko: Record<keyof typeof en, string> = {
  title: "다른 답변이 더 나을까요?",
  offer: "가끔 여쭙니다. 이 답변이 다음 순위 모델의 답변보다 나은가요, 못한가요? 그 모델에 같은 질문을 묻는 데 약 {money} 듭니다.",
  offer_free: "가끔 여쭙니다. 이 답변이 다음 순위 모델의 답변보다 나은가요, 못한가요? 그 모델에 같은 질문을 묻는 데는 돈이 들지 않습니다.",
  offer_unknown: "가끔 여쭙니다. 이 답변이 다음 순위 모델의 답변보다 나은가요, 못한가요? 그 모델에 묻는 값은 알려져 있지 않습니다.",
  do: "견주어 보기",
  not_now: "다음에",
  other: "이름을 가린 모델의 다른 답변",
  coming: "묻는 중 …",
  failed: "다른 답변이 오지 않아 견줄 것이 없습니다.",
  ask: "다른 답변이",
  say_better: "더 낫다",
  say_worse: "더 못하다",
  say_tie: "비슷하다",
  say_both_bad: "둘 다 나쁘다",
  said_better: "다른 답변이 더 낫다고 하셨습니다.",
  said_worse: "이 답변이 더 낫다고 하셨습니다.",
  said_tie: "둘이 비슷하다고 하셨습니다.",
  said_both_bad: "둘 다 나쁘다고 하셨습니다.",
  told: "다른 답변은 {other}({other_money}), 이 답변은 {this}({this_money})의 것입니다. ‘자동’이 여기서 배웁니다.",
  go_on: "다른 답변에서 이어 가기",
  done: "닫기",
};
export const t = texts<keyof typeof en>({ en, ko });
