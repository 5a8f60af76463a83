import { expect, it } from '@jest/globals';
import { z } from 'zod';
import { validateBody } from '@/lib/forms/validate-body';

it('a form validates its body once, and its own check replaces the schema’s fault at the same field', async () => {
  let validations = 0;
  const schema = z.object({
    title: z.string().min(3),
    days: z.number().refine(() => {
      validations += 1;
      return true;
    }),
  });
  const options = { schema: async () => schema, faultText: (code: string) => code, found: [] };
  expect(await validateBody({ title: 'Long enough', days: 1 }, options)).toEqual({
    values: { title: 'Long enough', days: 1 },
    errors: {},
  });
  expect(validations).toBe(1);
  expect((await validateBody({ title: 'No', days: 'x' }, options)).errors).toEqual({
    title: { type: 'tooShort', message: 'tooShort' },
    days: { type: 'wrongType', message: 'wrongType' },
  });
  const found = [{ path: 'title', message: 'Say what it is.' }];
  expect(await validateBody({ title: 'No', days: 1 }, { ...options, found })).toEqual({
    values: {},
    errors: { title: { type: 'check', message: 'Say what it is.' } },
  });
});
