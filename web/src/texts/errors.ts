/** Say an error in the reader's language. What we have no words for is said as the server says it. */
import { ApiError } from "../wire/api";
import { texts } from "./texts.svelte";

const en = {
  offline: "Wayfare cannot be reached. Is it still running?",
  internal_error: "Wayfare failed by a fault of its own. Its log says more.",
  not_logged_in: "Nobody is logged in any more. Log in again; nothing is lost.",
};
const ko: Record<keyof typeof en, string> = {
  offline: "Wayfare에 연결할 수 없습니다. 아직 실행 중인가요?",
  internal_error: "Wayfare 자체의 잘못으로 실패했습니다. 자세한 내용은 로그에 있습니다.",
  not_logged_in: "로그인이 끝났습니다. 다시 로그인하세요. 잃은 것은 없습니다.",
};
const t = texts<keyof typeof en>({ en, ko });

export function said(error: unknown): string {
  if (error instanceof ApiError && error.code in en) return t(error.code as keyof typeof en);
  if (error instanceof ApiError) return [error.message, error.cure].filter(Boolean).join(" ");
  return error instanceof Error ? error.message : String(error);
}
