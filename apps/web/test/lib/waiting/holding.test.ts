import { jest } from '@jest/globals';
import { hold } from '@/lib/waiting/holding';

const listeners = new Map<string, () => void>();
beforeEach(() => {
  jest.useFakeTimers();
  globalThis.window = {
    addEventListener: (name: string, listener: () => void) => listeners.set(name, listener),
    removeEventListener: (name: string) => listeners.delete(name),
  } as never;
});
afterEach(() => jest.useRealTimers());

test('what is sent is held for ten seconds, and not sent after an undo', async () => {
  const sent = hold(() => undefined);
  const ended: string[] = [];
  void sent.then((how) => ended.push(how));
  await jest.advanceTimersByTimeAsync(9_999);
  expect(ended).toEqual([]);
  await jest.advanceTimersByTimeAsync(1);
  expect(ended).toEqual(['now']);

  let undo = () => {};
  const undone = hold((takeBack) => {
    undo = takeBack;
  });
  undo();
  expect(await undone).toBe('undone');
});

test('what is held is sent when the next one is held, and when the page is closed', async () => {
  const first = hold(() => undefined);
  const second = hold(() => undefined);
  expect(await first).toBe('now');
  listeners.get('pagehide')?.();
  expect(await second).toBe('leaving');
});
