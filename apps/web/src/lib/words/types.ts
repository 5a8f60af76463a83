import type { Locale } from '@weir/words';

declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale;
  }
}
