import { z } from 'zod';
import { Id } from '../values/names.js';
import { line } from '../values/text.js';
import { savedParameters } from './saved-parameters.js';

const part = `(?:${savedParameters.join('|')})=[^&=#\\s]*`;

/** The query of an address with these parameters only, without `?`; empty for the whole board in columns. */
const ViewQuery = z
  .string()
  .max(4000)
  .regex(new RegExp(`^(?:${part}(?:&${part})*)?$`), 'viewQuery');

/** `shared`: everybody who reads the board has it, and managers change it. Otherwise it is the caller's alone. */
export const SavedView = z
  .strictObject({ id: Id, name: z.string(), query: z.string(), shared: z.boolean() })
  .meta({ id: 'SavedView' });
export type SavedView = z.infer<typeof SavedView>;

/** The caller's and the shared ones, each by name. */
export const SavedViewList = z.strictObject({ items: z.array(SavedView) }).meta({ id: 'SavedViewList' });
export type SavedViewList = z.infer<typeof SavedViewList>;

/** No two views of a person on a board have the same name, whatever the case, and no two shared ones. */
export const NewSavedView = z
  .strictObject({ name: line(60), query: ViewQuery, shared: z.boolean().optional() })
  .meta({ id: 'NewSavedView' });
export type NewSavedView = z.infer<typeof NewSavedView>;

/** Only the given fields change. */
export const SavedViewChange = z
  .strictObject({ name: line(60).optional(), query: ViewQuery.optional() })
  .meta({ id: 'SavedViewChange' });
export type SavedViewChange = z.infer<typeof SavedViewChange>;
