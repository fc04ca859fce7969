/** Who is logged in, and what this Wayfare says of itself before anybody is. */
import { api, ApiError, onLoggedOut, setCsrf, type Session } from "./wire/api";

export interface Hello {
  version: string;
  /** Nobody has an account yet: the owner's key makes the first one. */
  needs_setup: boolean;
  oidc: boolean;
  languages: string[];
  /** Members see one assistant, and no names of models. */
  is_one_assistant: boolean;
}

const UNSAID: Hello = {
  version: "",
  needs_setup: false,
  oidc: false,
  languages: ["en", "ko"],
  is_one_assistant: false,
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

/** Ask the server who is here. */
export async function whoAmI(): Promise<void> {
  await readHello();
  try {
    enter(await api<Session>("GET", "/api/session"));
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    enter(null);
  }
}

export async function readHello(): Promise<void> {
  try {
    said = await api<Hello>("GET", "/api/hello");
  } catch (error) {
    if (!(error instanceof ApiError) || error.status === 0) throw error;
  }
}

export async function logIn(name: string, password: string): Promise<void> {
  enter(await api<Session>("POST", "/api/session", { name, password }));
}

/** Set the owner's first password by the owner's key, and be logged in. */
export async function setUp(ownerKey: string, password: string): Promise<void> {
  enter(await api<Session>("POST", "/api/setup", { password }, { bearer: ownerKey }));
  said = { ...said, needs_setup: false };
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
