/** A description, or a description and an example of the value. */
type PropertyText = string | readonly [description: string, example: string | number];

/**
 * What properties mean, by their names: a word means the same everywhere. Where it means something else, the key names the schema or the
 * property that it is in as well: `Session.user`, `request.number`. A whole path is stronger than a part of it.
 */
export type PropertyTexts = Readonly<Record<string, PropertyText>>;
