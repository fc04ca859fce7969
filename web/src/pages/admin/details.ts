/** What the audit log keeps beside what was done, in the reader's words. A name that is not known stays as it is. */
import { texts } from "../../texts/texts.svelte";
import { bytes, money, number, when } from "../../ui/format.svelte";
import { t } from "./texts";

export type Detail = Record<string, string | number | boolean | null>;

const en = {
  added: "taken in",
  archived: "put away",
  bytes: "size",
  changed: "changed",
  demands: "demands",
  expires_at: "expires",
  fingerprint: "fingerprint",
  instructions: "letters of instructions",
  label: "label",
  limit_micros: "limit",
  may_manage: "may manage",
  new: "now",
  off_for: "off for",
  old: "before",
  period: "per",
  project: "project",
  requests: "requests a minute",
  role: "role",
  since: "since",
  soft_micros: "warns from",
  title: "title",
  to: "account",
  tokens: "tokens a minute",
  user: "user",
  why: "because",
  wishes: "wishes",
};
type Name = keyof typeof en;
const ko: Record<Name, string> = {
  added: "들어옴",
  archived: "보관",
  bytes: "크기",
  changed: "바뀐 것",
  demands: "요구",
  expires_at: "기한",
  fingerprint: "지문",
  instructions: "지시 글자 수",
  label: "이름",
  limit_micros: "한도",
  may_manage: "관리 가능",
  new: "이후",
  off_for: "꺼진 역할",
  old: "이전",
  period: "기간",
  project: "프로젝트",
  requests: "분당 요청",
  role: "역할",
  since: "때",
  soft_micros: "경고 시작",
  title: "제목",
  to: "계정",
  tokens: "분당 토큰",
  user: "사용자",
  why: "까닭",
  wishes: "바람",
};
const named = texts<Name>({ en, ko });

const SCOPES = ["user", "project", "key"] as const;
const ROLES = ["member", "admin", "owner"] as const;
const PERIODS = ["day", "month", "total"] as const;

/** All of it that is known, in one line. */
export function details(detail: Detail): string {
  const told = Object.entries(detail).filter(([, value]) => value !== null);
  return told.map(([name, value]) => `${name in en ? named(name as Name) : name}: ${said(name, value!)}`).join(", ");
}

/** Whom or what it was done to: a budget's "user:kim" is the user kim. */
export function subjectOf(action: string, subject: string): string {
  const [scope, ...rest] = subject.split(":");
  const known = /^(?:budget|rate)\./.test(action) && SCOPES.find((each) => each === scope);
  return known && rest.length ? `${t(`scope_${known}`)} ${rest.join(":")}` : subject;
}

function said(name: string, value: string | number | boolean): string {
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (typeof value === "number") {
    if (name.endsWith("_micros")) return money(value);
    if (name === "since" || name.endsWith("_at")) return when(value);
    return name === "bytes" ? bytes(value) : number(value, 2);
  }
  const period = name === "period" && PERIODS.find((each) => each === value);
  if (period) return t(`period_${period}`);
  if (["role", "old", "new", "off_for"].includes(name)) return value.split(", ").map(role).join(", ");
  return value;
}

function role(word: string): string {
  const known = ROLES.find((each) => each === word);
  return known ? t(`role_${known}`) : word === "nobody" ? t("nothing_set") : word;
}
