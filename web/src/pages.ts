/** Every page there is: where it lies, what the menu calls it, who sees it, what loads it. */
import type { Component } from "svelte";

import type { en } from "./texts/en";

type Loaded = Promise<{ default: Component }>;

export interface Page {
  /** The address's first part. */
  name: string;
  label?: keyof typeof en;
  /** `anyone`: without logging in. */
  sees: "anyone" | "member" | "admin";
  /** The whole window is the page's: no menu beside it. */
  isBare?: boolean;
  load: () => Loaded;
  /** What the page shows below the menu, such as the list of conversations. */
  loadAside?: () => Loaded;
}

export const PAGES: Page[] = [
  { name: "chat", label: "chat", sees: "member", load: () => import("./pages/chat/Page.svelte"), loadAside: () => import("./pages/chat/Aside.svelte") },
  { name: "fares", label: "fares", sees: "member", load: () => import("./pages/fares/Page.svelte") },
  { name: "arena", label: "arena", sees: "member", load: () => import("./pages/arena/Page.svelte") },
  { name: "certificates", label: "certificates", sees: "member", load: () => import("./pages/certificates/Page.svelte") },
  { name: "admin", label: "admin", sees: "admin", load: () => import("./pages/admin/Page.svelte") },
  { name: "welcome", sees: "anyone", isBare: true, load: () => import("./pages/welcome/Page.svelte") },
  { name: "shared", sees: "anyone", isBare: true, load: () => import("./pages/shared/Page.svelte") },
];
