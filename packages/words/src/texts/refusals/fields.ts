import type { Messages } from '../../messages.js';
import type { Speech } from './refusals.js';

/** What people call the field at a path of a body (`answers.1.answer.until`); null where it has no name of its own. */
export function fieldName({ t }: Pick<Speech, 't'>, path: string): string | null {
  const field = path.split('.').findLast((part) => !/^\d+$/.test(part));
  return field && t.has(`fields.${field}`) ? t(`fields.${field as keyof Messages['fields']}`) : null;
}

/** What to enter in the empty field at a path: “Say why.”; null where there is no text of its own. */
export function wantedText({ t }: Pick<Speech, 't'>, path: string): string | null {
  const field = path.split('.').findLast((part) => !/^\d+$/.test(part));
  return field && t.has(`wanted.${field}`) ? t(`wanted.${field as keyof Messages['wanted']}`) : null;
}
