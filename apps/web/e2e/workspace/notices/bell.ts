import type { Locator, Page } from 'playwright-core';

/** The link to the notices, with this number of unread ones. */
export const bell = (page: Page, unread: number): Locator =>
  page.getByRole('link', { name: unread === 0 ? 'Notices, none new' : `Notices, ${unread} new` });
