import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  draftName,
  forgetDrafts,
  forgetDraftsOfOthers,
  onDraftChange,
  readDraft,
  writeDraft,
} from '@/lib/drafts/store';
import { aStorage } from '../a-storage';

let storage: Record<string, string>;
let lastingStorage: Record<string, string>;
let pageHides: (() => void) | null;

beforeEach(() => {
  jest.useFakeTimers();
  storage = {};
  lastingStorage = {};
  pageHides = null;
  const listeners = {
    addEventListener: (_: string, listener: () => void) => {
      pageHides = listener;
    },
    removeEventListener: () => {
      pageHides = null;
    },
  };
  Object.assign(globalThis, {
    window: listeners,
    document: listeners,
    sessionStorage: aStorage(storage),
    localStorage: aStorage(lastingStorage),
  });
});
afterEach(() => {
  forgetDrafts();
  jest.useRealTimers();
  for (const name of ['window', 'document', 'sessionStorage', 'localStorage'])
    Reflect.deleteProperty(globalThis, name);
});

function forbidden(): never {
  throw new Error('forbidden');
}

const rana = (key: string) => draftName('rana', key);
const tom = (key: string) => draftName('tom', key);
const guest = (key: string) => draftName(undefined, key);

describe('a draft', () => {
  it('is visible at once, and is stored a moment after the typing began', () => {
    writeDraft(rana('comment'), 'H');
    writeDraft(rana('comment'), 'Ha');
    expect(readDraft(rana('comment'))).toBe('Ha');
    expect(storage).toEqual({});
    jest.advanceTimersByTime(250);
    expect(storage).toEqual({ 'weir:draft:rana:comment': '"Ha"' });
  });

  it('is stored before the page is closed', () => {
    writeDraft(rana('comment'), 'Half a thought');
    pageHides?.();
    expect(storage[rana('comment')]).toBe('"Half a thought"');
  });

  it('is restored from the storage after a reload', () => {
    storage[rana('reloaded')] = '{"title":"Kept"}';
    expect(readDraft(rana('reloaded'))).toEqual({ title: 'Kept' });
    expect(readDraft(rana('reloaded'))).toBe(readDraft(rana('reloaded')));
  });

  it('is empty if the storage contains something unreadable', () => {
    storage[rana('broken')] = '{"title":';
    expect(readDraft(rana('broken'))).toBeUndefined();
  });

  it('is removed from the storage at once when it is discarded', () => {
    writeDraft(rana('comment'), 'Half a thought');
    writeDraft(rana('comment'), undefined);
    jest.advanceTimersByTime(1000);
    expect(storage).toEqual({});
    expect(readDraft(rana('comment'))).toBeUndefined();
  });

  it('notifies the components that show it', () => {
    const listener = jest.fn();
    const stop = onDraftChange(listener);
    writeDraft(rana('comment'), 'H');
    stop();
    writeDraft(rana('comment'), 'Ha');
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('lasts as long as the page if the storage is forbidden', () => {
    Object.assign(globalThis, {
      sessionStorage: { getItem: forbidden, setItem: forbidden, removeItem: forbidden },
    });
    writeDraft(rana('comment'), 'H');
    jest.advanceTimersByTime(250);
    expect(readDraft(rana('comment'))).toBe('H');
  });
});

describe('what a guest typed in a public form', () => {
  const name = guest('form 1');

  it('is in local storage, for the tab that a link in an e-mail opens, until it is sent', () => {
    writeDraft(name, 'A tour');
    jest.advanceTimersByTime(250);
    expect(Object.keys(lastingStorage)).toEqual([name]);
    expect(storage).toEqual({});
    writeDraft(name, undefined);
    expect(lastingStorage).toEqual({});
  });

  it('is found again for seven days, and then removed', () => {
    const kept = (days: number) => JSON.stringify({ at: Date.now() - days * 86_400_000, draft: `${days}` });
    lastingStorage[guest('form recent')] = kept(6.9);
    lastingStorage[guest('form old')] = kept(7.1);
    expect(readDraft(guest('form recent'))).toBe('6.9');
    expect(readDraft(guest('form old'))).toBeUndefined();
    expect(Object.keys(lastingStorage)).toEqual([guest('form recent')]);
  });
});

describe('a person of a shared browser', () => {
  beforeEach(() => {
    writeDraft(rana('comment'), 'By Rana');
    writeDraft(tom('comment'), 'By Tom');
    writeDraft(guest('form'), 'By a guest');
    jest.advanceTimersByTime(250);
    storage[rana('of another page')] = '"By Rana"';
  });

  it('reads only their own drafts', () => {
    expect(readDraft(tom('comment'))).toBe('By Tom');
    expect(readDraft(tom('of another page'))).toBeUndefined();
  });

  it('removes other people’s drafts when they sign in', () => {
    forgetDraftsOfOthers('tom');
    expect(Object.keys(storage)).toEqual([tom('comment'), guest('form')]);
    expect(readDraft(rana('comment'))).toBeUndefined();
  });

  it('leaves no drafts behind at sign-out', () => {
    forgetDrafts();
    expect(storage).toEqual({});
    expect(readDraft(tom('comment'))).toBeUndefined();
  });
});
