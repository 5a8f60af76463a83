import type * as AccountForms from '@weir/contract/account-forms';
import type * as Forms from '@weir/contract/forms';
import type { z } from 'zod';

/** Loads a schema. Rejects if the browser can't load the file. */
export type LazySchema<Body> = () => Promise<z.ZodType<Body>>;

type Lazy<Module> = { [Name in keyof Module]: () => Promise<Module[Name]> };

/**
 * The contract's schemas, for forms: `schema: schemas.NewCard`. With zod they are a large part of the JavaScript, so they
 * load when somebody begins to type in a form, or when the browser is idle.
 */
export const schemas = lazy<typeof Forms>(() => import('@weir/contract/forms'));

/** Those of a person's own account and of what programs use, which other pages don't need. */
export const accountSchemas = lazy<typeof AccountForms>(() => import('@weir/contract/account-forms'));

function lazy<Module extends object>(load: () => Promise<Module>): Lazy<Module> {
  return new Proxy({} as Lazy<Module>, {
    get: (_, name) => async () => (await load())[name as keyof Module],
  });
}
