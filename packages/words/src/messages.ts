import type { _Translator } from 'use-intl/core';
import type * as en from './generated/en.js';

/** Every text by room and key. English has the literal types; the tests keep German to the same keys. */
export type Messages = typeof en;

/** Words a text: `t('access.signIn.title')`. Keys and arguments are checked by the compiler. */
export type Translate = _Translator<Messages>;
