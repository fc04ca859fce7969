/**
 * Say an error in the reader's language.
 *
 * The server says each error in English, with its field and its cure, and gives it a code; where
 * one code has several sentences, a case and the values in it. In Korean it is said by those;
 * what has no words here is said as the server says it.
 */
import { bytes, money, withMoney } from "../ui/format.svelte";
import { ApiError, type Case, type Values } from "../wire/api";
import { filled, language, t } from "./texts.svelte";

/** What the server tells of something that went wrong, in a refusal or within an answer. */
export interface Told {
  message: string;
  cure?: string;
  code?: string;
  case?: string | null;
  values?: Values;
  field?: string | null;
}

const CASES: Record<Case, string> = {
  budget_left: "{scope} {name}의 {period} 예산 {limit_micros} 가운데 {left_micros} 남았는데, 이 질문에는 많으면 {worst_micros}까지 들 수 있습니다. 더 짧은 질문이나 더 싼 모델은 덜 듭니다.",
  price_unknown_of: "{arm}의 가격을 몰라 예산 안에서 물어볼 수 없습니다. 다른 모델을 고르거나, 관리자가 설정에 가격을 적을 수 있습니다.",
  rate_used_up: "{scope} {name}{name:은|는} 1분에 {kind} {limit}개까지인데 모두 썼습니다. {wait_s}초 뒤에 다시 해 보세요.",
  more_than_a_rate: "이 질문에는 토큰이 {tokens}개쯤 드는데, 1분에 {limit}개까지만 쓸 수 있습니다. 더 짧게 물어보세요.",
  arm_rests: "{arm}{arm:이|가} 요청이 너무 많다고 합니다. {wait_s}초 뒤에 다시 묻거나 다른 모델을 고르세요.",
  too_many_tries: "너무 여러 번 시도했습니다. {wait_s}초 뒤에 다시 해 보세요.",
  nobody_takes_it: "이 질문을 받을 수 있는 모델이 없습니다. {why}",
  arm_too_dear: "{arm}에는 물을 수 없습니다. {why} 다른 모델이나 자동을 고르세요.",
  arm_switched_off: "이 역할에는 {arm}{arm:이|가} 꺼져 있습니다. 다른 모델이나 자동을 고르거나, 관리자에게 켜 달라고 하세요.",
  arm_lacks: "{arm}{arm:은|는} 이 질문에 필요한 것을 하지 못합니다({features}). 다른 모델이나 자동을 고르세요.",
  no_other_arm: "이 질문에 {wanted} 다른 모델이 알려져 있지 않습니다.",
  no_topic_yet: "이 질문에는 아직 주제가 없습니다. 질문이 더 쌓이면 주제가 생깁니다. 그때까지는 모델 이름을 골라 물어보세요.",
  not_in_auto: "{arm}{arm:은|는} 자동으로 고르는 모델에 들지 않습니다.",
  provider_said: "{provider}의 말: {said}",
  provider_refuses_key: "{provider}{provider:이|가} Wayfare의 키를 받지 않습니다. 다른 모델은 답할 수 있고, 관리자가 키를 새로 넣을 수 있습니다.",
  no_such_project: "프로젝트 {project}에서 일하지 않습니다.",
  keeps_no_texts: "프로젝트 {project}{project:은|는} 글을 보관하지 않아 대화를 둘 수 없습니다. 다른 프로젝트를 고르세요.",
  still_answering: "그 답이 아직 끝나지 않았습니다. 끝나기를 기다리거나 멈추세요.",
  answer_not_kept: "답을 데이터베이스에 적지 못했습니다. 디스크에 자리가 있는지 보고 다시 물어보세요.",
  file_deleted: "이 대화의 파일 {name}{name:이|가} 지워졌습니다. 다시 붙이거나 빼고 물어보세요.",
  file_gone: "붙인 파일이 없습니다. 다시 붙여 주세요.",
  file_empty: "빈 파일입니다.",
  too_large: "{bytes_max}보다 큽니다. 설정의 `server.body_bytes_max`로 한도를 늘릴 수 있습니다.",
  words_too_long: "{letters_max}자보다 깁니다. 짧게 줄여 찾아보세요.",
  nothing_to_share: "이 대화에는 아직 나눈 말이 없습니다. 답이 온 뒤에 공유하세요.",
  link_opens_nothing: "이 링크는 기한이 지났거나 거두어졌습니다. 새 링크를 달라고 하세요.",
  export_too_large: "{bytes_max}보다 큽니다. zip 안의 파일을 하나씩 보내세요.",
  no_export: "이 zip에는 대화 파일이 없습니다. ChatGPT가 보낸 zip이나 그 안의 conversations.json을 고르세요.",
  nothing_imported: "가져온 질문이 없습니다. 먼저 ChatGPT에서 내보낸 파일을 가져오세요.",
  comparison_under_way: "이미 견주는 중입니다. 끝나기를 기다리거나 멈추세요.",
  questions_forgotten: "질문을 더 이상 보관하지 않습니다. 새로 견주어 보세요.",
  battle_answered: "겨루기에서는 더 묻지 않습니다. 새 대화나 새 겨루기를 시작하세요.",
  one_arm_only: "겨루려면 답할 수 있는 모델이 둘 있어야 하는데 하나뿐입니다. 관리 화면에서 키를 하나 더 넣을 수 있습니다.",
  battle_not_whole: "두 답 가운데 하나가 끝까지 오지 않아 견줄 수 없습니다. 새 겨루기를 시작하세요.",
  voted_already: "이미 평가한 것입니다. 다음 것으로 넘어가세요.",
  blind_failed: "이 답은 실패했습니다. 새 겨루기를 시작하세요.",
  not_offered: "이 답변은 견주어 보겠냐고 물은 답변이 아닙니다.",
  other_not_whole: "견줄 다른 답이 아직 없거나 끝까지 오지 않았습니다.",
  owner_only: "{role}{role:은|는} 소유자만 관리할 수 있습니다.",
  role_needed: "{role} 이상만 할 수 있습니다.",
  name_taken: "{name}{name:이라는|라는} 사용자가 이미 있습니다. 다른 이름을 고르세요.",
  id_taken: "{name}{name:이라는|라는} 프로젝트가 이미 있습니다. 다른 이름을 고르세요.",
  subject_taken: "{name}{name:이|가} 이미 그것으로 로그인합니다.",
  last_owner: "{name}{name:은|는} 마지막 소유자입니다. 먼저 다른 사람을 소유자로 만드세요.",
  nobody_named: "{scope} {name}{name:이|가} 없습니다.",
  no_name: "이름은 빗금 없이 보이는 글자로 1자에서 64자까지입니다.",
  no_id: "영문 소문자, 숫자, 붙임표만 쓰고 63자까지입니다.",
  no_password: "비밀번호는 {letters_min}자 이상 {letters_max}자 이하여야 합니다.",
  old_password_wrong: "지금 비밀번호가 맞지 않습니다.",
  no_key: "키가 아닙니다. 비어 있거나 너무 길거나, 빈칸이나 이상한 글자가 들어 있습니다.",
  archived: "프로젝트 {project}{project:은|는} 보관되었습니다.",
  not_in_project: "프로젝트 {project}에서 일하지 않습니다. 먼저 자신을 그 프로젝트에 넣으세요.",
  default_stays: "기본 프로젝트는 보관할 수 없습니다.",
  scripted_alone: "시험용으로 시작한 Wayfare라 정해진 대로 답하는 제공자에게만 묻습니다.",
  backup_under_way: "백업을 이미 만들고 있습니다. 끝나기를 기다리세요.",
  backup_not_written: "{folder}에 쓸 수 없습니다. Wayfare를 실행하는 사용자의 것인지, 디스크에 자리가 있는지 보세요.",
  too_large_to_rehearse: "데이터베이스가 {bytes_used}라 연습용으로 복사하기에는 너무 큽니다. 다른 곳에 복사본을 만들어 옮겨 보세요.",
};
/** Words that stand in a sentence as a value. */
const WORDS: Record<string, Record<string, string>> = {
  scope: { user: "사용자", project: "프로젝트", key: "키" },
  period: { day: "하루", month: "한 달", total: "전체" },
  role: { member: "구성원", admin: "관리자", owner: "소유자" },
  kind: { requests: "요청", tokens: "토큰" },
  wanted: { runner_up: "대신 답할", cheaper: "더 싼", better: "더 나은" },
  features: { image: "이미지", audio: "소리", file: "파일", tools: "도구", json: "JSON", text: "글" },
};
const KOREAN: Record<string, string> = {
  address_refused: "이 주소로는 보내지 않습니다. 아무도 열어 두지 않은 네트워크 안에 있습니다.",
  budget_spent: "예산을 모두 썼습니다.",
  check_unavailable: "지금은 답을 검사할 수 없습니다.",
  conflict: "이미 있거나, 지금은 그렇게 할 수 없습니다.",
  forged_request: "이 요청은 이 페이지에서 보낸 것이 아닙니다. 페이지를 새로 고쳐 주세요.",
  insufficient_quota: "예산을 모두 썼습니다. 관리자가 늘릴 수 있습니다.",
  internal_error: "Wayfare 자체의 잘못으로 실패했습니다. 자세한 내용은 로그에 있습니다.",
  invalid_api_key: "키가 맞지 않거나 기한이 지났습니다.",
  login_failed: "이름과 비밀번호가 서로 맞지 않습니다.",
  model_not_found: "그런 모델이 없습니다.",
  no_arm_fits: "이 질문을 받을 수 있는 모델이 없습니다.",
  no_arm_yet: "아직 물어볼 모델이 없습니다. 모델을 준비하는 중이라면 잠시 뒤에 다시 해 보세요.",
  not_found: "찾을 수 없습니다. 지워졌거나 내 것이 아닙니다.",
  not_logged_in: "로그인이 끝났습니다. 다시 로그인하세요. 잃은 것은 없습니다.",
  permission_denied: "이 일을 할 권한이 없습니다.",
  price_unknown: "가격을 알 수 없어 예산 안에서 물어볼 수 없습니다.",
  provider_error: "모델 제공자에게서 답을 받지 못했습니다. 다시 묻거나 다른 모델을 고르세요.",
  provider_key_refused: "모델 제공자가 Wayfare의 키를 받지 않습니다. 관리자가 키를 새로 넣을 수 있습니다.",
  provider_timeout: "모델 제공자가 제때 답하지 않았습니다.",
  provider_unreachable: "모델 제공자에 연결할 수 없습니다.",
  rate_limit_exceeded: "너무 자주 요청했습니다. 잠시 뒤에 다시 해 보세요.",
  request_too_large: "너무 큽니다. 설정의 `server.body_bytes_max`로 한도를 늘릴 수 있습니다.",
  shutting_down: "Wayfare가 곧 멈춥니다. 잠시 뒤에 다시 해 보세요.",
  sign_in_failed: "그곳에서의 로그인이 이루어지지 않았습니다. 다시 해 보세요.",
  store_unavailable: "데이터베이스를 쓸 수 없습니다. 잠시 뒤에 다시 해 보세요.",
  stream_cut: "답이 중간에 끊겼습니다.",
  stream_timeout: "답이 너무 오래 멈춰 있어 끊었습니다.",
  total_timeout: "답이 너무 오래 걸려 끊었습니다.",
  vault_closed: "보관된 키를 열 수 없습니다.",
  weights_unavailable: "모델 파일을 가져올 수 없습니다.",
};
/** What the server says of a field that is wrong, in Korean. */
const KOREAN_OF_FIELD: Record<string, string> = {
  file: "이 파일은 올릴 수 없습니다.",
  name: "이름이 맞지 않습니다.",
  text: "질문이 비어 있습니다.",
  topic: "주제의 이름이 너무 깁니다.",
};

export function said(error: unknown): string {
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error);
  return error.code === "offline" ? t("offline") : saidOf(error);
}

/** What the server told, in the reader's language. */
export function saidOf(told: Told): string {
  const english = withMoney([told.message, told.cure].filter(Boolean).join(" "));
  if (language() !== "ko") return english;
  const ofCase = CASES[told.case as Case];
  if (ofCase !== undefined) return filled(ofCase, korean(told.values ?? {}), "ko");
  const ofField = told.code === "invalid_request" ? KOREAN_OF_FIELD[told.field ?? ""] : undefined;
  return ofField ?? KOREAN[told.code ?? ""] ?? english;
}

/** The values of a sentence as Korean says them. */
function korean(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (name.endsWith("_micros")) return [name, money(Number(value))];
      if (name.startsWith("bytes_")) return [name, bytes(Number(value))];
      if (name.endsWith("_ko")) return [name.slice(0, -3), withMoney(`${value}`)];
      const words = WORDS[name];
      return [name, words ? `${value}`.split(", ").map((word) => words[word] ?? word).join(", ") : value];
    }),
  );
}
