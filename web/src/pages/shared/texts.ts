/** What a shared conversation says around itself. */
import { texts } from "../../texts/texts.svelte";

export const t = texts({
  en: {
    untitled: "A conversation",
    shared: "Somebody shared this conversation with you, as it stood on",
    asked: "Question",
    answered: "Answer",
    loading: "Loading …",
  },
  ko: {
    untitled: "대화",
    shared: "누군가 이 대화를 공유했습니다. 공유한 때:",
    asked: "질문",
    answered: "답변",
    loading: "불러오는 중 …",
  },
});
