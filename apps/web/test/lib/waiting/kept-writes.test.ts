import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { draftOf, forgetOutdated, openDraft } from '@/lib/waiting/drafts';
import {
  forgetWrite,
  isStillKept,
  keepWrite,
  keepWritesOf,
  keptWrites,
  leftWrites,
} from '@/lib/waiting/kept-writes';
import type { Write } from '@/lib/waiting/write';
import { aStorage } from '../../a-storage';

let storage: Record<string, string>;

beforeEach(() => {
  storage = {};
  Object.assign(globalThis, { localStorage: aStorage(storage), window: new EventTarget() });
  keepWritesOf('ada');
});
afterEach(() => {
  for (const name of ['window', 'localStorage']) Reflect.deleteProperty(globalThis, name);
});

const write = (path: string, body: unknown = {}): Write => ({ method: 'POST', path, body });
const draft = (text: string) => draftOf('comment', { text });

describe('writes that a browser keeps', () => {
  it('are kept in the order in which they were made, each with a key of its own', () => {
    for (const path of ['/c', '/a', '/b']) keepWrite(write(path));
    keepWrite(write('/a'));
    const kept = keptWrites();
    expect(kept.map(({ path }) => path)).toEqual(['/c', '/a', '/b', '/a']);
    expect(new Set(kept.map(({ key }) => key)).size).toBe(4);
  });

  it('have the same key when a form sends the same text again, and none when the text has changed', () => {
    const first = keepWrite(write('/comments', { text: 'a' }), draft('a'));
    const again = keepWrite(write('/comments', { text: 'a' }), draft('a'));
    expect([again.id, again.key]).toEqual([first.id, first.key]);
    forgetOutdated('comment', { text: 'a' });
    expect(isStillKept(first)).toBe(true);
    forgetOutdated('comment', { text: 'ab' });
    expect([isStillKept(first), keptWrites()]).toEqual([false, []]);
  });

  it('are left to another part of the page once the form that sends them has closed', () => {
    const close = openDraft('comment');
    const kept = keepWrite(write('/comments'), draft('a'));
    expect(leftWrites()).toEqual([]);
    close();
    // Its attempt is still under way.
    expect(leftWrites()).toEqual([]);
    forgetWrite(kept);
    expect(keptWrites()).toEqual([]);
  });

  it('are forgotten when another person signs in', () => {
    const kept = keepWrite(write('/a'));
    keepWritesOf('grace');
    expect([isStillKept(kept), Object.keys(storage)]).toEqual([false, []]);
  });

  it('are none of the values that something else wrote in their place', () => {
    const name = 'weir:waiting:ada:1';
    const kept = { id: name, key: 'k', page: 'p', at: 1, method: 'POST', path: '/a', isStored: true };
    const read = (value: unknown) => {
      storage[name] = JSON.stringify(value);
      return keptWrites().length;
    };
    expect([kept, { ...kept, body: {} }].map(read)).toEqual([1, 1]);
    const others = [5, 'a', [], {}, { ...kept, id: 'b' }, { ...kept, path: 1 }, { ...kept, at: '1' }];
    expect([...others, { ...kept, body: null }, { ...kept, body: 'a' }].map(read)).toEqual(Array(9).fill(0));
  });

  it('are not stored where the storage is full, and are still sent', () => {
    const setItem = () => {
      throw new Error('full');
    };
    Object.assign(globalThis, { localStorage: { getItem: () => null, setItem } });
    const kept = keepWrite(write('/a'));
    expect([kept.isStored, isStillKept(kept)]).toEqual([false, true]);
  });
});
