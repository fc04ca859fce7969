/** What was found of a provider and its key, and the cure, in plain words. */
import type { Got } from "../wire/api";
import { language, texts } from "./texts.svelte";

export type Tried = Got<"/api/credentials/{provider}/test", "post">;
type Finding = Tried["finding"];

const en: Record<Finding, string> = {
  good: "It works: {models} {models:model|models} to choose from.",
  answers: "It works, and it answers.",
  unlisted: "The key is kept. This provider has no list of models, so the first question will tell.",
  no_key: "There is no key yet.",
  key_refused: "The provider does not take this key. Was it copied whole, and is it of this provider?",
  forbidden: "The provider knows this key, but it may not do this. Give it the right to, or use another.",
  no_credit: "The key is right, but there is no credit left there. Add some on the provider's website.",
  rate_limited: "The key is right, but the provider has too many requests just now. Try again in a minute.",
  refused_address: "Wayfare does not send to this address, as it lies in a private network that nobody opened.",
  no_host: "There is no such address. Is this machine on the network?",
  unreachable: "Nobody answers there. Is this machine on the network?",
  tls: "The certificate of that address cannot be trusted.",
  too_slow: "The provider did not answer in time. Try again.",
  redirected: "The provider sends elsewhere; its address in the settings has to be mended.",
  unsigned: "Requests to this provider cannot be signed here.",
  wrong_wire: "What answers there speaks another language than this provider's.",
  not_found: "There is nothing at the provider's address.",
  no_models: "The key is right, but the provider lists no model for it.",
  odd_list: "The provider's list of models cannot be read.",
  odd_answer: "What the provider sent is no answer.",
  failing: "The provider has a fault of its own just now. Try again later.",
  refused: "The provider refuses.",
};
const ko: Record<Finding, string> = {
  good: "잘 됩니다. 쓸 수 있는 모델이 {models}개 있습니다.",
  answers: "잘 됩니다. 답도 합니다.",
  unlisted: "키를 보관했습니다. 이 제공자는 모델 목록이 없어서, 첫 질문을 해 보아야 알 수 있습니다.",
  no_key: "아직 키가 없습니다.",
  key_refused: "제공자가 이 키를 받지 않습니다. 키를 끝까지 복사했는지, 이 제공자의 키가 맞는지 확인하세요.",
  forbidden: "제공자가 아는 키이지만 이 일을 할 권한이 없습니다. 권한을 주거나 다른 키를 쓰세요.",
  no_credit: "키는 맞지만 그곳의 잔액이 없습니다. 제공자의 웹사이트에서 충전하세요.",
  rate_limited: "키는 맞지만 지금은 그곳에 요청이 너무 많습니다. 잠시 뒤에 다시 해 보세요.",
  refused_address: "아무도 열어 두지 않은 사설 네트워크의 주소라서 보내지 않습니다.",
  no_host: "그런 주소가 없습니다. 이 컴퓨터가 네트워크에 연결되어 있나요?",
  unreachable: "그곳에서 아무도 답하지 않습니다. 이 컴퓨터가 네트워크에 연결되어 있나요?",
  tls: "그 주소의 인증서를 믿을 수 없습니다.",
  too_slow: "제공자가 제때 답하지 않았습니다. 다시 해 보세요.",
  redirected: "제공자가 다른 주소로 보냅니다. 설정의 주소를 고쳐야 합니다.",
  unsigned: "여기서는 이 제공자에게 보낼 요청에 서명할 수 없습니다.",
  wrong_wire: "그곳에서 답하는 것이 이 제공자와 다른 형식을 씁니다.",
  not_found: "제공자의 주소에 아무것도 없습니다.",
  no_models: "키는 맞지만 이 키로 쓸 수 있는 모델이 없습니다.",
  odd_list: "제공자의 모델 목록을 읽을 수 없습니다.",
  odd_answer: "제공자가 보낸 것이 답이 아닙니다.",
  failing: "지금 제공자 쪽에 문제가 있습니다. 나중에 다시 해 보세요.",
  refused: "제공자가 거절했습니다.",
};
const t = texts<Finding>({ en, ko });

/** What was found; the provider's own words stand after it where they may help. */
export function findingOf(tried: Tried): string {
  const sentence = t(tried.finding, { models: tried.models });
  if (tried.is_fine || !tried.said || tried.finding === "key_refused") return sentence;
  return `${sentence} ${language() === "ko" ? "제공자의 말" : "Its own words"}: ${tried.said}`;
}
