import { setTimeout as pause } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';

/** How long a test waits for what must come, in milliseconds: also a machine many times slower than ours passes. */
export const patience = 45_000;

/** Reads until it is as wanted; where it never is, shows what was read last. */
export async function becomes<T>(read: () => Promise<T>, wanted: T): Promise<void> {
  const deadline = performance.now() + patience;
  for (;;) {
    try {
      expect(await read()).toEqual(wanted);
      return;
    } catch (difference) {
      if (performance.now() > deadline) throw difference;
    }
    await pause(50);
  }
}

/** Waits until a field holds a text. */
export const holds = (field: Locator, text: string): Promise<void> => becomes(() => field.inputValue(), text);

/** Goes to a page and waits until it hears what is done on it. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await hears(page);
}

export async function reopen(page: Page): Promise<void> {
  await page.reload();
  await hears(page);
}

/**
 * A page is drawn by the server and hears nothing until React has taken it over: on a slow machine that is long
 * after it was loaded. Then all parts of it have come, each control is React's, and no effect is left to be run.
 */
async function hears(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const isComing = document.querySelector('template[id^="B:"], [hidden][id^="S:"]') !== null;
    const controls = [...document.querySelectorAll('a, button, input, select, textarea')];
    return (
      !isComing && controls.every((control) => Object.keys(control).some((key) => key.startsWith('__react')))
    );
  });
  await page.evaluate(() => new Promise((idle) => requestIdleCallback(idle)));
}
