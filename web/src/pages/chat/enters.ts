/** Have a field send by Enter, as `ime.ts` has it. */
import { Enter, type Typed } from "./ime";

/** A phone's keyboard has no Shift to hold: there Enter makes a new line, and a button sends. */
export function hasKeyboard(): boolean {
  return !matchMedia("(pointer: coarse) and (hover: none)").matches;
}

export function enters(send: () => void): (field: HTMLTextAreaElement) => () => void {
  return (field) => {
    const enter = new Enter({ send, sends: hasKeyboard });
    const on = (event: Event) => enter.on(event as Event & Typed);
    for (const type of Enter.LISTENS) field.addEventListener(type, on);
    return () => {
      for (const type of Enter.LISTENS) field.removeEventListener(type, on);
    };
  };
}
