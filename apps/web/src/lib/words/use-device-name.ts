'use client';

import { useTranslations } from './use-translations';

type Device = { browser: string | null; system: string | null };

/** Names a browser and its operating system, each null if unknown: “Firefox on Linux”. */
export function useDeviceName({ browser, system }: Device): string {
  const t = useTranslations();
  return t('sessions.device', {
    browser: browser === null ? 'none' : 'known',
    browserName: browser ?? '',
    system: system === null ? 'none' : 'known',
    systemName: system ?? '',
  });
}
