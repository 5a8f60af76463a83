'use client';

import { useRouter } from 'next/navigation';
import { useLocale } from 'next-intl';
import type { ReactNode } from 'react';
import { I18nProvider, RouterProvider } from 'react-aria-components';
import { openAtOnce } from '@/lib/pages/page-opener';
import { takeClicksByKeyAsKeys } from './key-clicks';
import { useLostEscape } from './lost-escape';

// As soon as React Aria is loaded: the first click can come before its first overlay is drawn.
takeClicksByKeyAsKeys();

/** What React Aria must know: the reader's locale, how to go to a page, and an Escape that is pressed while the focus is lost. */
export function Aria({ children }: { children: ReactNode }) {
  const router = useRouter();
  useLostEscape();
  return (
    <I18nProvider locale={useLocale()}>
      <RouterProvider navigate={(href) => openAtOnce(href) || router.push(href)}>{children}</RouterProvider>
    </I18nProvider>
  );
}
