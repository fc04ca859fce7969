/**
 * The one function that fetches.
 *
 * `ask()` sends a request to Wayfare and throws an `ApiError` where it is refused; `api()` does so
 * and reads the answer's JSON. The session travels as a cookie; what proves that this page asked
 * (`x-wayfare-csrf`) is fetched when it is first needed, and again when it has changed.
 */
import type { components, paths } from "./wire";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** What `GET path` answers, by our own description: `Got<"/api/session">`. */
export type Got<P extends keyof paths, M extends keyof paths[P] = "get" & keyof paths[P]> =
  paths[P][M] extends { responses: infer R } ? Whole<R> : never;
type Whole<R> = {
  [S in keyof R]: S extends 200 | 201
    ? R[S] extends { content: { "application/json": infer J } }
      ? J
      : never
    : never;
}[keyof R];

export type Session = Got<"/api/session">;
type Plain = components["schemas"]["PlainError"]["error"];
/** Which sentence an error is, where its code names several. */
export type Case = NonNullable<Plain["case"]>;
export type Values = Plain["values"];

export interface Options {
  signal?: AbortSignal;
  /** A key to show instead of the session: only the first run has one. */
  bearer?: string;
  headers?: Record<string, string>;
}

/** A refusal, or no answer at all. `status` is 0 where nothing came. */
export class ApiError extends Error {
  readonly status: number;
  /** The error's name, such as `budget_spent`; `offline` where nothing came. */
  readonly code: string;
  /** What can be done about it; may be empty: then the message says it. */
  readonly cure: string;
  /** The field of the request that is at fault, if one is. */
  readonly field: string | null;
  readonly case: string | null;
  /** What its sentence is made with. */
  readonly values: Values;

  constructor(status: number, code: string, message: string, cure = "", field: string | null = null, its: { case?: string | null; values?: Values } = {}) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.code = code;
    this.cure = cure;
    this.field = field;
    this.case = its.case ?? null;
    this.values = its.values ?? {};
  }
}

const CSRF = "x-wayfare-csrf";
let csrf: string | null = null;
let whenLoggedOut: () => void = () => {};

/** Have something done as soon as the server says that nobody is logged in. */
export function onLoggedOut(then: () => void): void {
  whenLoggedOut = then;
}

/** Show this from now on; null: fetch it when it is needed. `session.svelte.ts` knows when. */
export function setCsrf(shown: string | null): void {
  csrf = shown;
}

/** Ask, and read the answer's JSON. An answer without a body is `undefined`. */
export async function api<T>(
  method: Method,
  path: string,
  body?: unknown,
  options: Options = {},
): Promise<T> {
  const response = await ask(method, path, body, options);
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}

/** Ask, and give the response as it is, once it is known to be no refusal. */
export async function ask(
  method: Method,
  path: string,
  body?: unknown,
  options: Options = {},
): Promise<Response> {
  const proves = method !== "GET" && !options.bearer && path !== "/api/session";
  if ((proves || method === "DELETE") && csrf === null && !options.bearer) await fetchCsrf();
  let response = await send(method, path, body, options);
  if (response.status === 403 && csrf !== null && method !== "GET") {
    const error = await refusal(response);
    if (error.field !== CSRF) throw error;
    await fetchCsrf(); // another tab has logged in anew
    response = await send(method, path, body, options);
  }
  if (response.ok) return response;
  const error = await refusal(response);
  if (response.status === 401 && !options.bearer && !path.startsWith("/api/session")) whenLoggedOut();
  throw error;
}

async function fetchCsrf(): Promise<void> {
  const response = await send("GET", "/api/session", undefined, {});
  if (!response.ok) {
    if (response.status === 401) whenLoggedOut();
    throw await refusal(response);
  }
  csrf = ((await response.json()) as Session).csrf;
}

async function send(
  method: Method,
  path: string,
  body: unknown,
  { signal, bearer, headers: given }: Options,
): Promise<Response> {
  const headers = new Headers(given);
  if (bearer) headers.set("authorization", `Bearer ${bearer}`);
  else if (method !== "GET" && csrf !== null) headers.set(CSRF, csrf);
  let content: BodyInit | undefined;
  if (body instanceof FormData || body instanceof Blob) content = body;
  else if (body !== undefined) {
    headers.set("content-type", "application/json");
    content = JSON.stringify(body);
  }
  try {
    return await fetch(path, {
      method,
      headers,
      body: content,
      signal,
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error",
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError(0, "offline", "Wayfare cannot be reached.");
  }
}

/** Read a refusal, in whichever of our shapes it comes. */
async function refusal(response: Response): Promise<ApiError> {
  try {
    const { error } = (await response.json()) as { error: Partial<Plain> & { cure?: string; field?: string | null } };
    return new ApiError(
      response.status,
      error.code ?? "",
      error.message ?? response.statusText,
      error.cure ?? "",
      error.param ?? error.field ?? null,
      error,
    );
  } catch {
    return new ApiError(response.status, "", `${response.status} ${response.statusText}`.trim());
  }
}
