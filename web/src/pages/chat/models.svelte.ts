/** The models that can be asked, read once. */
import { readModels, type Model } from "./conversation";

let models = $state.raw<Model[] | null>(null);
let asked: Promise<void> | null = null;

/** Null until they are known. */
export function knownModels(): Model[] | null {
  asked ??= read();
  return models;
}

async function read(): Promise<void> {
  try {
    models = (await readModels()).data;
  } catch {
    asked = null; // another time
  }
}

export const GOALS = ["auto", "auto:best", "auto:cheap", "auto:fast"] as const;
export type Goal = (typeof GOALS)[number];

export function isGoal(model: string): model is Goal {
  return (GOALS as readonly string[]).includes(model);
}

/** A model's name as people say it: without who serves it. */
export function shortName(arm: string): string {
  const known = models?.find(({ name }) => name === arm);
  return known?.label || arm.slice(arm.lastIndexOf("/") + 1) || arm;
}
