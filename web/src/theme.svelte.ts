/** Light, dark, or as the system has it: kept on this device. */
export type Theme = "system" | "light" | "dark";

const KEPT_AS = "wayfare-theme";

const chosen = $state({ theme: kept() });

function kept(): Theme {
  const found = localStorage.getItem(KEPT_AS);
  return found === "light" || found === "dark" ? found : "system";
}

export function theme(): Theme {
  return chosen.theme;
}

export function chooseTheme(theme: Theme): void {
  chosen.theme = theme;
  localStorage.setItem(KEPT_AS, theme);
  applyTheme();
}

export function applyTheme(): void {
  document.documentElement.dataset.theme = chosen.theme;
}
