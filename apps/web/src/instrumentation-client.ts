// Before zod is loaded: it tries whether it may compile code, which the content security policy reports.
globalThis.__zod_globalConfig = { jitless: true };

declare global {
  var __zod_globalConfig: { jitless: boolean } | undefined;
}
