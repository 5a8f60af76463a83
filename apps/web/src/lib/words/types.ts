import type { Locale, Messages } from '@weir/words';

// With these next-intl checks every key and argument of a text.
declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}
