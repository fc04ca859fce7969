/** The projects one works in, and the one whose conversations are shown: kept on this device. */
import { api, type Got } from "../../wire/api";
import { t } from "./texts";

export type Project = Got<"/api/projects">["projects"][number];
export type Budget = Got<"/api/budgets">["budgets"][number];

const KEPT_AS = "wayfare-project";

let known = $state.raw<Project[]>([]);
let chosen = $state(localStorage.getItem(KEPT_AS) ?? "");
let asked: Promise<void> | null = null;

export const projects = {
  get items(): Project[] {
    asked ??= read();
    return known;
  },
  /** Empty: all of them. One that is gone is none. */
  get chosen(): string {
    return this.items.some(({ id }) => id === chosen) ? chosen : "";
  },
};

/** What a project is called: the one that everybody begins in has no title. */
export function titleOf({ id, title }: Pick<Project, "id" | "title">): string {
  return title || (id === "default" ? t("project_default") : id);
}

async function read(): Promise<void> {
  try {
    known = (await api<Got<"/api/projects">>("GET", "/api/projects")).projects.filter((each) => !each.archived_at);
  } catch {
    asked = null; // without them all conversations are shown; another time
  }
}

export function chooseProject(id: string): void {
  chosen = id;
  localStorage.setItem(KEPT_AS, id);
}

/** Once they are known, so that what depends on the choice is not asked twice. */
export async function projectsKnown(): Promise<void> {
  await (asked ??= read());
}

/** The budget of a project of which least is left. */
export async function budgetOf(project: string): Promise<Budget | null> {
  const { budgets } = await api<Got<"/api/budgets">>("GET", "/api/budgets");
  const own = budgets.filter(({ scope, name }) => scope === "project" && name === project);
  return own.sort((a, b) => a.left_micros - b.left_micros)[0] ?? null;
}
