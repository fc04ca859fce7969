/** Models compared on the questions that one brought in: what is said of it, and asked for. */
import { texts } from "../../texts/texts.svelte";
import { api, type Got } from "../../wire/api";
import type { Said } from "./verdict";

export type Listed = Got<"/api/comparisons">["data"][number];
export type Compared = Got<"/api/comparisons/{comparison_id}">;
export type Result = NonNullable<Compared["result"]>;
export type Arm = Result["arms"][number];
export type BlindPair = Got<"/api/comparisons/{comparison_id}/pairs">["data"][number];

export type Quoted = Got<"/api/comparisons/quote", "post">;
export type Named = Got<"/api/comparisons/{comparison_id}/pairs/{pair_id}/vote", "post">;

const at = (id: string) => `/api/comparisons/${encodeURIComponent(id)}`;
export const quote = (questions: number) => api<Quoted>("POST", "/api/comparisons/quote", { questions });
export const begin = (questions: number, budget_micros: number) => api<Listed>("POST", "/api/comparisons", { questions, budget_micros });
export const read = (id: string, signal?: AbortSignal) => api<Compared>("GET", at(id), undefined, { signal });
export const stop = (id: string) => api<Listed>("POST", `${at(id)}/stop`);
export const goOn = (id: string, budget_micros: number) => api<Listed>("POST", `${at(id)}/go-on`, { budget_micros });
export const remove = (id: string) => api<void>("DELETE", at(id));
export const readPairs = (id: string) => api<{ data: BlindPair[] }>("GET", `${at(id)}/pairs`);
export const drawPairs = (id: string, count: number) => api<{ data: BlindPair[] }>("POST", `${at(id)}/pairs`, { count });
export const votePair = (id: string, pair: string, said: Said) => api<Named>("POST", `${at(id)}/pairs/${encodeURIComponent(pair)}/vote`, { said });

/** It may cost twice what was foreseen: answers may be longer than usual ones. */
export const budgetOf = (fare_micros: number) => 2 * fare_micros;

const en = {
  tab: "Compare",
  lead: "Ask the models that “Auto” takes some of the questions that you brought in from ChatGPT, and see who is as good as the best one, for less. Nobody who judges sees a name.",
  none: "You have brought in no questions yet.",
  none_why: "Import what ChatGPT exports, below the list of conversations. Then you can compare here what your models say to the same questions.",
  to_chat: "To the chat",
  how_many: "How many questions",
  of: "{n} of {available}",
  who: "{used}, the best single model, against {others}.",
  brought: "The answers that ChatGPT gave there are compared, too.",
  judge: "{judge} judges where answers differ, in both orders. What it says shows nothing until votes have shown how far it is right.",
  no_judge: "Nobody can judge answers here: where they differ, your votes tell.",
  left_out: "Left out, as their price is not known: {names}.",
  fare: "About {fare}, and never more than {budget}.",
  fare_free: "It costs nothing.",
  begin: "Compare",
  earlier: "Comparisons",
  open_one: "{n} {n:question|questions}, {used}",
  running: "under way",
  whole: "done",
  cut: "its money was spent",
  stopped: "stopped",
  interrupted: "interrupted",
  failed: "failed",
  back: "All comparisons",
  title: "{n} {n:question|questions}: {used} against {others}",
  progress: "{done} of {total} questions asked, {spent} spent",
  stays: "It belongs to the server: you may leave this page.",
  stop: "Stop",
  spent: "{spent} spent, of {budget} at most.",
  cut_says: "The money was spent before all was asked.",
  interrupted_says: "The server ended before all was asked. What was found is kept.",
  stopped_says: "You stopped it. What was found until then is kept.",
  go_on: "Go on, for {budget} at most",
  best: "{best} is better than {used} on these questions.",
  for_less: "As good as {used}, within {points} points of 100, and cheaper: {others}.",
  nothing: "Nothing is shown yet that speaks for another model than {used}.",
  pairs_open: "{n} {n:pair|pairs} of answers differ, and nobody has said which is better: nothing is shown that they could undo.",
  unmeasured: "What the judge said stands in the table and shows nothing: votes have not shown yet how far it is right.",
  votes_left: "{n} {n:pair waits|pairs wait} for your vote. Once all are voted on, your votes decide.",
  sure: "Each interval holds with 95 %, however often you look.",
  no_words: "{arm} gave no answer to {n}, which counts as lost.",
  table: "How each model did beside {used}",
  model: "Model",
  difference: "Points of 100, beside {used}",
  interval: "{low} to {high}",
  interval_label: "{arm}: between {low} and {high} points",
  cost: "Per 1,000 answers",
  compared: "Compared",
  shown: "What is shown",
  used: "in use",
  better: "better",
  equal: "as good",
  worse: "worse",
  unknown: "not yet known",
  needed: "about {n} more",
  vote: "Vote on {n} pairs without names",
  vote_title: "Which answer is better?",
  vote_left: "{n} {n:pair|pairs} to go",
  question: "The question",
  was_a: "A was {a}, B was {b}.",
  next: "Next pair",
  voted: "All that were drawn are voted on. The table above goes by your votes now.",
  delete: "Delete",
};
const ko: Record<keyof typeof en, string> = {
  tab: "견주기",
  lead: "ChatGPT에서 가져온 질문 가운데 몇 개를 ‘자동’이 쓰는 모델들에 물어, 가장 좋은 모델에 뒤지지 않으면서 더 싼 것이 있는지 봅니다. 판정하는 쪽은 이름을 보지 않습니다.",
  none: "가져온 질문이 아직 없습니다.",
  none_why: "대화 목록 아래에서 ChatGPT가 내보낸 파일을 가져오세요. 그러면 같은 질문에 모델들이 무엇이라 답하는지 여기서 견줄 수 있습니다.",
  to_chat: "대화로",
  how_many: "질문 수",
  of: "{available}개 중 {n}개",
  who: "가장 좋은 모델 {used}에 {others}{others:을|를} 견줍니다.",
  brought: "ChatGPT가 그때 한 답도 함께 견줍니다.",
  judge: "답이 다르면 {judge}{judge:이|가} 두 순서로 판정합니다. 그 판정이 얼마나 맞는지 투표로 드러나기 전에는 아무것도 보이지 못합니다.",
  no_judge: "여기에는 판정할 모델이 없습니다. 답이 다르면 투표해 주셔야 알 수 있습니다.",
  left_out: "값을 알 수 없어 뺀 모델: {names}.",
  fare: "약 {fare} 들고, {budget}{budget:을|를} 넘지 않습니다.",
  fare_free: "돈이 들지 않습니다.",
  begin: "견주기",
  earlier: "견준 것들",
  open_one: "질문 {n}개, {used}",
  running: "진행 중",
  whole: "끝남",
  cut: "돈을 다 씀",
  stopped: "멈춤",
  interrupted: "중단됨",
  failed: "실패",
  back: "견준 것 모두",
  title: "질문 {n}개: {used}{used:과|와} {others}",
  progress: "질문 {total}개 중 {done}개를 물었고 {spent} 들었습니다",
  stays: "서버가 맡아 하므로 이 화면을 떠나셔도 됩니다.",
  stop: "멈추기",
  spent: "최대 {budget} 가운데 {spent} 들었습니다.",
  cut_says: "다 묻기 전에 정한 돈을 다 썼습니다.",
  interrupted_says: "다 묻기 전에 서버가 멈췄습니다. 그때까지 알아낸 것은 남아 있습니다.",
  stopped_says: "멈추셨습니다. 그때까지 알아낸 것은 남아 있습니다.",
  go_on: "최대 {budget}까지 이어서 하기",
  best: "이 질문들에서는 {best}{best:이|가} {used}보다 낫습니다.",
  for_less: "{used}에 100점 만점에 {points}점 넘게 뒤지지 않으면서 더 싼 모델: {others}.",
  nothing: "{used} 말고 다른 모델을 쓸 까닭은 아직 보이지 않았습니다.",
  pairs_open: "서로 다른 답 {n}쌍은 어느 쪽이 나은지 아무도 말하지 않았습니다. 이것이 뒤집을 수 있는 것은 보였다고 하지 않습니다.",
  unmeasured: "판정은 표에 적었지만 아무것도 보이지 못합니다. 얼마나 맞는지 아직 투표로 드러나지 않았습니다.",
  votes_left: "{n}쌍이 투표를 기다립니다. 모두 투표하시면 투표가 결과를 정합니다.",
  sure: "구간은 언제 보든 95% 확률로 맞습니다.",
  no_words: "{arm}{arm:은|는} 질문 {n}개에 답하지 못했고, 진 것으로 칩니다.",
  table: "{used}에 견준 모델별 결과",
  model: "모델",
  difference: "{used}{used:과|와}의 차이(100점 만점)",
  interval: "{low} ~ {high}",
  interval_label: "{arm}: {low}점에서 {high}점 사이",
  cost: "답 1,000건 값",
  compared: "견준 답",
  shown: "드러난 것",
  used: "쓰는 모델",
  better: "더 나음",
  equal: "못하지 않음",
  worse: "못함",
  unknown: "아직 모름",
  needed: "약 {n}개 더",
  vote: "이름을 가린 {n}쌍에 투표하기",
  vote_title: "어느 답이 더 나은가요?",
  vote_left: "{n}쌍 남음",
  question: "질문",
  was_a: "A는 {a}, B는 {b}의 답이었습니다.",
  next: "다음 쌍",
  voted: "뽑힌 쌍에 모두 투표하셨습니다. 이제 위의 표는 투표를 따릅니다.",
  delete: "삭제",
};
export const t = texts<keyof typeof en>({ en, ko });
