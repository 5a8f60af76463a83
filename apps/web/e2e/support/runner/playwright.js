/** What a story imports as `playwright-core`: `environment.js` has loaded it. */
export const { chromium } = globalThis.playwright;
