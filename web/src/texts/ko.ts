/** 틀에 쓰이는 말, 한국어. */
import type { en } from "./en";

export const ko: Record<keyof typeof en, string> = {
  skip: "본문으로 건너뛰기",
  menu: "메뉴",
  close: "닫기",
  navigation: "페이지",
  chat: "대화",
  fares: "요금",
  arena: "겨루기",
  certificates: "증명서",
  admin: "관리",
  log_out: "로그아웃",
  language: "언어",
  theme: "화면",
  theme_system: "시스템 설정대로",
  theme_light: "밝게",
  theme_dark: "어둡게",
  loading: "잠시만요 …",
  try_again: "다시 시도",
  unknown: "모름",
  offline: "Wayfare에 연결할 수 없습니다. 아직 실행 중인가요?",
  page_failed: "이 페이지를 불러오지 못했습니다.",
  nothing_here: "이 주소에는 아무것도 없습니다.",
  to_chat: "대화로 가기",
  soon: "아직 만드는 중인 페이지입니다.",
};
