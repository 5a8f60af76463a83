import { z } from 'zod';
import { line } from './text.js';

/** An id that a program gives a card or a request: 1 to 200 characters, unique on its board. */
export const ExternalId = line(200).meta({
  description: 'The id that a program gave it, unique on its board.',
  examples: ['JIRA-1042'],
});
export type ExternalId = z.infer<typeof ExternalId>;

const MetadataKey = line(40);
const mostKeys = { error: 'tooManyKeys' } as const;
const hasFewKeys = (texts: object) => Object.keys(texts).length <= 50;

/** What a program keeps on a card or a request: texts by key. */
export const Metadata = z
  .record(z.string(), z.string())
  .meta({ id: 'Metadata', examples: [{ repository: 'weir/api', build: '1042' }] });
export type Metadata = z.infer<typeof Metadata>;

/** Metadata of something new: at most 50 keys of 1 to 40 characters, each with a text of at most 500. */
export const NewMetadata = z.record(MetadataKey, text(500)).refine(hasFewKeys, mostKeys);

/** Only the given keys change; null removes one. */
export const MetadataChange = z.record(MetadataKey, text(500).nullable()).refine(hasFewKeys, mostKeys);
export type MetadataChange = z.infer<typeof MetadataChange>;

/** Any text that PostgreSQL can store: unlike those that people read, it may be empty and have spaces around it. */
function text(max: number) {
  return z
    .string()
    .max(max)
    .refine((value) => value.isWellFormed(), { error: 'notUnicode' });
}
