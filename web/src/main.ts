/** Start the page: the look and the language first, so that nothing flashes. */
import "./first_key";

import { mount } from "svelte";

import App from "./App.svelte";
import { applyTheme } from "./theme.svelte";
import "./theme.css";
import { applyLanguage } from "./texts/texts.svelte";

applyTheme();
applyLanguage();
mount(App, { target: document.getElementById("app")! });
