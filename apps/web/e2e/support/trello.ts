import type { Page } from 'playwright-core';

/** A file as a page's file chooser takes it. */
export const jsonFile = (name: string, value: unknown) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
});

/** Its first half is the time: February 2026. */
const idOf = (n: number) => `6983${String(n).padStart(20, '0')}`;

/** A board of Trello: most of its cards are delivered, 8 are in progress, and that list has a limit of 3. */
export function trelloBoard(count: number) {
  const list = (n: number) => (n < 8 ? 'doing' : n % 3 === 0 ? 'ideas' : 'done');
  return {
    name: 'Moving day',
    lists: [
      { id: 'ideas', name: 'Ideas', pos: 1 },
      { id: 'doing', name: 'Doing', pos: 2, softLimit: 3 },
      { id: 'done', name: 'Done', pos: 3 },
    ],
    members: [{ id: 'm1', fullName: 'Somebody Else' }],
    cards: Array.from({ length: count }, (_, n) => ({
      ...{ id: idOf(n), name: `Card ${n}`, idList: list(n), pos: n },
      ...{ idMembers: n === 0 ? ['m1'] : [], dateLastActivity: '2026-05-01T10:00:00.000Z' },
    })),
    actions: [],
  };
}

/** Chooses a file to import on the page that asks for one. */
export async function chooseFile(page: Page, file: ReturnType<typeof jsonFile>): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose a file' }).click(),
  ]);
  await chooser.setFiles(file);
}
