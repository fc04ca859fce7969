/** Who is logged in, and what this Wayfare says of itself before anybody is. */
import { api, ApiError, onLoggedOut, setCsrf, type Got, type Session } from "./wire/api";

/** `needs_setup`: nobody has an account yet. `is_one_assistant`: members see no names of models. */
export type Hello = Omit<Got<"/api/hello">, "session">;

/** A password has so many letters at least, as the server wants it. */
export const PASSWORD_LETTERS_MIN = 10;

const UNSAID: Hello = {
  version: "",
  needs_setup: false,
  oidc: false,
  languages: ["en", "ko"],
  is_one_assistant: false,
  money: { currency: "USD", per_dollar: {}, as_of: null },
};

let who = $state.raw<Session | null>(null);
let said = $state.raw<Hello>(UNSAID);
let isKnown = $state(false);

/** Read these in a component, and they are followed. */
export const session = {
  /** False until the server has said who is here. */
  get isKnown(): boolean {
    return isKnown;
  },
  get user(): string | null {
    return who?.user ?? null;
  },
  get role(): Session["role"] | null {
    return who?.role ?? null;
  },
  get isAdmin(): boolean {
    return who?.role === "admin" || who?.role === "owner";
  },
  get hello(): Hello {
    return said;
  },
};

onLoggedOut(() => enter(null));

/** Ask the server who is here. Nothing is refused to whoever has not come in. */
export async function whoAmI(): Promise<void> {
  const { session, ...hello } = await api<Got<"/api/hello">>("GET", "/api/hello");
  said = hello;
  enter(session);
}

export async function logIn(name: string, password: string): Promise<void> {
  enter(await api<Session>("POST", "/api/session", { name, password }));
}

/** Set the owner's first password by the owner's key, and be logged in. */
export async function setUp(ownerKey: string, password: string): Promise<void> {
  enter(await api<Session>("POST", "/api/setup", { password }, { bearer: ownerKey }));
  said = { ...said, needs_setup: false };
  await dropFirstKeys();
}

/** Those that were made for the first run open nothing any more. What is left soon expires. */
async function dropFirstKeys(): Promise<void> {
  try {
    const { keys } = await api<Got<"/api/keys">>("GET", "/api/keys");
    const made = keys.filter((key) => key.label === "first run" && key.revoked_at === null);
    await Promise.all(made.map((key) => api("DELETE", `/api/keys/${key.id}`)));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
}

export async function logOut(): Promise<void> {
  await api("DELETE", "/api/session");
  enter(null);
}

function enter(session: Session | null): void {
  who = session;
  setCsrf(session?.csrf ?? null);
  isKnown = true;
}
