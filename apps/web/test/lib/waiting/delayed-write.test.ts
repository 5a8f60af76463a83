import { jest } from '@jest/globals';
import { delayWrite } from '@/lib/waiting/delayed-write';

const listeners = new Map<string, () => void>();
beforeEach(() => {
  jest.useFakeTimers();
  globalThis.window = {
    addEventListener: (name: string, listener: () => void) => listeners.set(name, listener),
    removeEventListener: (name: string) => listeners.delete(name),
  } as never;
});
afterEach(() => jest.useRealTimers());

test('a delayed write is sent after ten seconds, and not at all after an undo', async () => {
  const sent = delayWrite(() => undefined);
  const ended: string[] = [];
  void sent.then((how) => ended.push(how));
  await jest.advanceTimersByTimeAsync(9_999);
  expect(ended).toEqual([]);
  await jest.advanceTimersByTimeAsync(1);
  expect(ended).toEqual(['now']);

  let undo = () => {};
  const undone = delayWrite((takeBack) => {
    undo = takeBack;
  });
  undo();
  expect(await undone).toBe('undone');
});

test('a delayed write is sent earlier when another one is delayed, and when the page is closed', async () => {
  const first = delayWrite(() => undefined);
  const second = delayWrite(() => undefined);
  expect(await first).toBe('now');
  listeners.get('pagehide')?.();
  expect(await second).toBe('leaving');
});
