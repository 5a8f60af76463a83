import { TestEnvironment } from 'jest-environment-node';
import { chromium } from 'playwright-core';

/**
 * Jest's own environment plus Playwright. Jest loads every module again for each test file, and Playwright is the largest by
 * far. It is loaded here, once per worker.
 */
export default class Environment extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.playwright = { chromium };
  }
}
