import type { MetadataRoute } from 'next';
import { currentReader } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { themeColours } from '@/lib/theme';

/** Weir as an app on a phone or a desktop. */
export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const t = await getTranslations();
  const icon = { type: 'image/png', purpose: 'any' } as const;
  return {
    id: '/',
    name: 'Weir',
    short_name: 'Weir',
    description: t('common.about'),
    lang: (await currentReader()).language,
    start_url: '/',
    scope: '/',
    display: 'standalone',
    // A manifest knows one theme. The pages name the colour of both.
    background_color: themeColours.light,
    theme_color: themeColours.light,
    icons: [
      { ...icon, src: '/icon-192.png', sizes: '192x192' },
      { ...icon, src: '/icon-512.png', sizes: '512x512' },
      { ...icon, src: '/icon-maskable-512.png', sizes: '512x512', purpose: 'maskable' },
      { src: '/icon.svg', type: 'image/svg+xml', sizes: 'any' },
    ],
  };
}
