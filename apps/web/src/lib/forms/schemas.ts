import type * as Contract from '@weir/contract';
import type { z } from 'zod';

/** Loads a schema. Rejects if the browser can't load the file. */
export type LazySchema<Body> = () => Promise<z.ZodType<Body>>;

type Schemas = {
  [Name in keyof typeof Contract as (typeof Contract)[Name] extends z.ZodType ? Name : never]: () => Promise<
    (typeof Contract)[Name]
  >;
};

/**
 * The contract's schemas, for forms: `schema: schemas.NewCard`. With zod they are a large part of the JavaScript, so they
 * load when somebody begins to type in a form, or when the browser is idle.
 */
export const schemas = new Proxy({} as Schemas, {
  get: (_, name) => async () => (await import('@weir/contract'))[name as keyof Schemas],
});
