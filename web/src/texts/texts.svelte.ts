/**
 * Every word that the page says, in the reader's language.
 *
 * `texts({ en, ko })` gives a page its `t()`; a key that one language lacks is a type error.
 * In a text `{name}` is a value (numbers are written as the language does), `{count:answer|answers}`
 * is the first word for one and the second for more, and in Korean `{name:은|는}` is the first
 * after a final consonant and the second after a vowel.
 */
import { en } from "./en";
import { ko } from "./ko";

export type Language = "en" | "ko";
export type Value = string | number;

export const LANGUAGES: Record<Language, string> = { en: "English", ko: "한국어" };

const KEPT_AS = "wayfare-language";
let chosen = $state<Language>(kept());

function kept(): Language {
  const found = localStorage.getItem(KEPT_AS);
  if (found === "en" || found === "ko") return found;
  const wanted = navigator.languages.find((tag) => /^(en|ko)\b/.test(tag));
  return wanted?.startsWith("ko") ? "ko" : "en";
}

/** The reader's language. Read it in a component, and it is followed. */
export function language(): Language {
  return chosen;
}

export function chooseLanguage(language: Language): void {
  chosen = language;
  localStorage.setItem(KEPT_AS, language);
  applyLanguage();
}

export function applyLanguage(): void {
  document.documentElement.lang = chosen;
}

/** Words in every language, as one function that says them in the reader's. */
export function texts<K extends string>(
  words: Record<Language, Record<K, string>>,
): (key: K, values?: Record<string, Value>) => string {
  return (key, values) => filled(words[chosen][key], values ?? {}, chosen);
}

/** What the page's frame says, and what many pages do. */
export const t = texts<keyof typeof en>({ en, ko });

export function filled(text: string, values: Record<string, Value>, language: Language): string {
  return text.replace(/\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g, (whole, name, first, second) => {
    const value = values[name as string];
    if (value === undefined) return whole;
    if (first === undefined) {
      return typeof value === "number" ? value.toLocaleString(language) : value;
    }
    if (typeof value === "number" && language === "en") return value === 1 ? first : second;
    const said = `${value}`.trim();
    // after ㄹ it is 로, as after a vowel
    if (first === "으로" && ((said.at(-1)?.charCodeAt(0) ?? 0) - 0xac00) % 28 === 8) return second;
    return endsInConsonant(said) ? first : second;
  });
}

/** Whether a word's last syllable is closed; digits as they are read in Korean. */
function endsInConsonant(word: string): boolean {
  const last = word.trim().at(-1) ?? "";
  const code = last.charCodeAt(0);
  if (code >= 0xac00 && code <= 0xd7a3) return (code - 0xac00) % 28 !== 0;
  if (/\d/.test(last)) return "013678".includes(last);
  // a letter is read by its name, a word by its sound: model, prime, turing, but router
  return /(?:[lmn]|[lmn]e|ng|\br)$/i.test(word.trim());
}
