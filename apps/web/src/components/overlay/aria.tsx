'use client';

import { useRouter } from 'next/navigation';
import { useLocale } from 'next-intl';
import type { ReactNode } from 'react';
import { I18nProvider, RouterProvider } from 'react-aria-components';

/** What React Aria must know: the reader's locale, and how to go to a page. */
export function Aria({ children }: { children: ReactNode }) {
  const router = useRouter();
  return (
    <I18nProvider locale={useLocale()}>
      <RouterProvider navigate={(href) => router.push(href)}>{children}</RouterProvider>
    </I18nProvider>
  );
}
