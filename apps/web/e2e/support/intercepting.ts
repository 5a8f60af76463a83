import type { Page, Route } from 'playwright-core';

/**
 * Answers matching requests of a page as given until the returned function is called, then lets all of them through.
 * `page.unroute` and `times` would sometimes leave a request without an answer: one that is sent while they take effect.
 */
export async function intercept(
  page: Page,
  address: string,
  answer: (route: Route) => unknown,
): Promise<() => void> {
  let isOn = true;
  await page.route(address, (route) => (isOn ? answer(route) : route.fallback()));
  return () => {
    isOn = false;
  };
}

/** The page loads no more code until the returned function is called. */
export async function loadingOnDemand(page: Page): Promise<() => void> {
  let load = () => {};
  const isLoading = new Promise<void>((resolve) => {
    load = resolve;
  });
  await page.route('**/_next/static/**', (route) => isLoading.then(() => route.fallback()));
  return load;
}
