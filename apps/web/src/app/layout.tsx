import '@fontsource-variable/inter/index.css';
import '@/components/layout/tokens.css';
import '@/components/layout/base.css';
import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { LiveRegion } from '@/components/feedback/live-region';
import { SkipLink } from '@/components/layout/skip-link';
import { SessionEnded } from '@/features/workspace/shell/session-ended';
import { currentReader } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { type Theme, themeColours, themeCookie, themeOf } from '@/lib/theme';
import { ReaderProvider } from '@/lib/words/reader-provider';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: { default: 'Weir', template: '%s · Weir' }, description: t('common.about') };
}

export async function generateViewport(): Promise<Viewport> {
  const theme = await chosenTheme();
  return {
    width: 'device-width',
    initialScale: 1,
    themeColor: (['light', 'dark'] as const).map((each) => ({
      media: `(prefers-color-scheme: ${each})`,
      color: themeColours[theme === 'system' ? each : theme],
    })),
  };
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = await chosenTheme();
  const reader = await currentReader();
  const nonce = (await headers()).get('x-weir-nonce') ?? undefined;
  return (
    <html
      lang={reader.language}
      {...(theme !== 'system' && { 'data-theme': theme })}
      {...(reader.timeZone === null && { 'data-zone': 'unknown' })}
    >
      <head>
        {/* React Aria writes style elements, and finds their nonce here. Scripts can't read it as an attribute. */}
        <meta property="csp-nonce" nonce={nonce} suppressHydrationWarning />
      </head>
      <body>
        <ReaderProvider reader={reader}>
          <SkipLink />
          {children}
          <SessionEnded />
          <LiveRegion />
        </ReaderProvider>
      </body>
    </html>
  );
}

/** The person's own on all their devices, else what was chosen in this browser. */
async function chosenTheme(): Promise<Theme> {
  const { settings } = await currentReader();
  if (settings?.theme) return settings.theme;
  return themeOf((await cookies()).get(themeCookie)?.value);
}
