import type { ReactNode } from 'react';
import type * as en from './generated/en.js';
import type { Texts } from './generated/texts.js';

/** Every text by room and key. The tests keep German to the same keys. */
export type Messages = typeof en;

/** The full key of a text: `access.signIn.title`. */
export type TextKey = keyof Texts;

/**
 * Words a text: `t('access.signIn.title')`. Keys and arguments are checked by the compiler. `rich` words a text with
 * tags, each given as a function of what the tag contains.
 */
export type Translate = {
  <Key extends TextKey>(key: Key, ...values: Values<Args<Key>>): string;
  rich<Key extends TextKey>(key: Key, values: Args<Key> & Tags<Key>): ReactNode;
  has(key: string): boolean;
};

/** The arguments of all keys of a family, each of which may be used. */
type Args<Key extends TextKey> = All<Texts[Key]['args']>;
type Tags<Key extends TextKey> = { [Tag in Texts[Key]['tags']]: (content: ReactNode) => ReactNode };
type Values<A> = keyof A extends never ? [values?: Record<string, never>] : [values: A];
type All<Union> = (Union extends unknown ? (part: Union) => void : never) extends (part: infer Whole) => void
  ? Whole
  : never;
