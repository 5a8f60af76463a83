import { headers } from 'next/headers';
import { OfflinePage } from '@/features/workspace/offline/offline-page';
import { themeCookie } from '@/lib/theme';

/** Before the first paint, as `layout.tsx` does it for pages that the server draws. */
const themeOfBrowser = `
const [, theme] = /(?:^|; )${themeCookie}=(light|dark)/.exec(document.cookie) ?? [];
if (theme) document.documentElement.dataset.theme = theme;`;

/**
 * The page that `service-worker.ts` shows at any address without a connection. The browser keeps it as the server draws it
 * for nobody, so what it says about the reader is found in the browser.
 */
export default async function Page() {
  return (
    <>
      <script nonce={(await headers()).get('x-weir-nonce') ?? undefined} suppressHydrationWarning>
        {themeOfBrowser}
      </script>
      <OfflinePage />
    </>
  );
}
