import { expect, test } from '@jest/globals';
import { contentTypeOf } from '../../../src/cards/attachments/content-type.js';
import { aPng } from './samples.js';

test('a picture that is cut off has no size, whatever follows it in memory', async () => {
  const whole = aPng(3, 2);
  expect(await contentTypeOf(whole)).toEqual({ type: 'image/png', width: 3, height: 2 });
  expect(await contentTypeOf(whole.subarray(0, 20))).toEqual({
    type: 'image/png',
    width: null,
    height: null,
  });
});
