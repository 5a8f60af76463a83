import { afterEach, expect, test } from '@jest/globals';
import { copyText } from '@/lib/browser/copy-text';

const clipboard = (writeText?: () => Promise<void>) =>
  Object.defineProperty(navigator, 'clipboard', { value: writeText && { writeText }, configurable: true });
afterEach(() => void clipboard());

test.each([
  ['copied', async () => {}, true],
  ['not copied where the browser forbids it', () => Promise.reject(new Error('denied')), false],
  ['not copied without a clipboard, as on plain http', undefined, false],
])('a text is %s', async (_, writeText, isCopied) => {
  clipboard(writeText);
  expect(await copyText('PLAT-1')).toBe(isCopied);
});
