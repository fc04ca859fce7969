/**
 * Say an error in the reader's language.
 *
 * The server says each error in English, with its field and its cure, and gives it a name. In
 * Korean it is said by that name; what has no words here is said as the server says it.
 */
import { ApiError } from "../wire/api";
import { language, t } from "./texts.svelte";

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
  provider_error: "모델 제공자가 거절했습니다.",
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
  password: "비밀번호는 10자 이상 256자 이하여야 합니다.",
  new: "비밀번호는 10자 이상 256자 이하여야 합니다.",
  old: "지금 비밀번호가 맞지 않습니다.",
  key: "키가 아닙니다. 비어 있거나 너무 길거나, 빈칸이나 이상한 글자가 들어 있습니다.",
  name: "이름이 맞지 않습니다.",
};

export function said(error: unknown): string {
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error);
  if (error.code === "offline") return t("offline");
  const english = [error.message, error.cure].filter(Boolean).join(" ");
  if (language() !== "ko") return english;
  const ofField = error.code === "invalid_request" ? KOREAN_OF_FIELD[error.field ?? ""] : undefined;
  return ofField ?? KOREAN[error.code] ?? english;
}
