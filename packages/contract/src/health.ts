import { z } from 'zod';

export const Live = z.strictObject({ status: z.literal('live') }).meta({ id: 'Live' });
export type Live = z.infer<typeof Live>;

/** 200 while ready, 503 otherwise; `checks` say what is missing. */
export const Ready = z
  .strictObject({
    status: z.enum(['ready', 'notReady']),
    checks: z.array(z.strictObject({ name: z.string(), ok: z.boolean(), detail: z.string().optional() })),
  })
  .meta({ id: 'Ready' });
export type Ready = z.infer<typeof Ready>;
