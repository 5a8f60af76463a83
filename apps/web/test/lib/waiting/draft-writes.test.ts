import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { draftOf, openDraft, sendDraft } from '@/lib/waiting/drafts';
import { keepWritesOf, keptWrites, leftWrites } from '@/lib/waiting/kept-writes';
import { aStorage } from '../../a-storage';

const names = ['window', 'document', 'localStorage', 'fetch'] as const;
const before = Object.fromEntries(names.map((name) => [name, globalThis[name]]));
let answer: () => Promise<Response>;

beforeEach(() => {
  Object.assign(globalThis, {
    localStorage: aStorage({}),
    window: new EventTarget(),
    document: { documentElement: { lang: 'en' } },
    fetch: () => answer(),
  });
  keepWritesOf('ada');
});
afterEach(() => {
  Object.assign(globalThis, before);
});

const accepted = async () => Response.json({ id: 1 }, { status: 201 });
const refused = async () => Response.json({ code: 'not-found', status: 404 }, { status: 404 });
const offline = () => Promise.reject(new TypeError('offline'));
/** Sends the text of a form. Returns how many writes are kept after that, and how many the page takes over. */
async function sent(text: string): Promise<{ kept: number; left: number }> {
  const write = { method: 'POST', path: '/comments', body: { text } } as const;
  await sendDraft(write, draftOf('comment', { text }));
  return { kept: keptWrites().length, left: leftWrites().length };
}

describe('the write of a draft', () => {
  it('is forgotten once its form shows the answer', async () => {
    const close = openDraft('comment');
    answer = accepted;
    expect(await sent('a')).toEqual({ kept: 0, left: 0 });
    answer = refused;
    expect(await sent('b')).toEqual({ kept: 0, left: 0 });
    close();
    answer = accepted;
    expect(await sent('c')).toEqual({ kept: 0, left: 0 });
  });

  it('is left to the page if it was refused after its form had closed', async () => {
    const close = openDraft('comment');
    answer = async () => {
      close();
      return refused();
    };
    expect(await sent('a')).toEqual({ kept: 1, left: 1 });
  });

  it('stays kept without an answer, and the page takes it over once its form is closed', async () => {
    const close = openDraft('comment');
    answer = offline;
    expect(await sent('a')).toEqual({ kept: 1, left: 0 });
    close();
    expect(leftWrites().length).toBe(1);
  });

  it('is taken over by the page too if another form shows the draft by then, which did not send it', async () => {
    const close = openDraft('comment');
    answer = offline;
    await sent('a');
    // The card was read, so its own form replaces the one that the board has without a connection.
    const closeOther = openDraft('comment');
    expect(leftWrites().length).toBe(0);
    close();
    expect(leftWrites().length).toBe(1);
    closeOther();
    expect(leftWrites().length).toBe(1);
  });
});
