import { z } from 'zod';

export const LiveStatus = z.strictObject({ status: z.literal('live') }).meta({ id: 'Live' });
export type LiveStatus = z.infer<typeof LiveStatus>;

/** 200 while ready, otherwise 503; `checks` say what is missing. */
export const ReadyStatus = z
  .strictObject({
    status: z.enum(['ready', 'notReady']),
    checks: z.array(z.strictObject({ name: z.string(), ok: z.boolean(), detail: z.string().optional() })),
  })
  .meta({ id: 'Ready' });
export type ReadyStatus = z.infer<typeof ReadyStatus>;
