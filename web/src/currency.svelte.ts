/** In whose money amounts are shown: as it was chosen on this device, else as the reader's language has it. */
import { session } from "./session.svelte";
import { language } from "./texts/texts.svelte";
import { type Currency, known, shownIn } from "./ui/amount";
import { showIn } from "./ui/format.svelte";

const KEPT_AS = "wayfare-currency";
let chosen = $state<string | null>(localStorage.getItem(KEPT_AS));

const found = $derived(shownIn(session.hello.money, chosen, language()));

/** Read these in a component, and they are followed. */
export const money = {
  get currency(): Currency {
    return found.currency;
  },
  /** What would be shown if its rate were known here. */
  get missing(): string | null {
    return found.missing;
  },
  get choices(): string[] {
    return known(session.hello.money);
  },
};

export function chooseCurrency(code: string): void {
  chosen = code;
  localStorage.setItem(KEPT_AS, code);
}

showIn(() => found.currency);
