import '@fontsource-variable/inter/index.css';
import '@/components/layout/tokens.css';
import '@/components/layout/base.css';
import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { LiveRegion } from '@/components/feedback/live-region';
import { SkipLink } from '@/components/layout/skip-link';
import { Providers } from '@/features/workspace/shell/providers';
import { themeCookie, themeOf } from '@/lib/theme';

export const metadata: Metadata = {
  title: { default: 'Weir', template: '%s · Weir' },
  description: 'A Kanban service in which capacity is real and every request gets an answer.',
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f6f5f2' },
    { media: '(prefers-color-scheme: dark)', color: '#14171a' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = themeOf((await cookies()).get(themeCookie)?.value);
  return (
    <html lang="en" {...(theme !== 'system' && { 'data-theme': theme })}>
      <body>
        <SkipLink />
        <Providers>{children}</Providers>
        <LiveRegion />
      </body>
    </html>
  );
}
