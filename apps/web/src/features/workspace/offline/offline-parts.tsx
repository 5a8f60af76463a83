'use client';

import { Suspense, useEffect } from 'react';
import { browserCookies } from '@/lib/browser/cookies';
import { showTheme, themeCookie, themeOf } from '@/lib/theme';
import { ReaderProvider } from '@/lib/words/reader-provider';
import { UnlessSignedOut } from '../signing-out/signed-out';
import type { Found } from './found';
import { OfflineNotice } from './offline-notice';
import { OpenedOffline } from './opened-offline';

/** The page in the reader's language and theme. */
export function OfflineParts({ reader, boards, open }: Found) {
  useEffect(() => showTheme(themeOf(browserCookies().get(themeCookie))), []);
  return (
    <Suspense>
      <ReaderProvider reader={reader}>
        <UnlessSignedOut>
          {open ? <OpenedOffline {...open} /> : <OfflineNotice boards={boards} />}
        </UnlessSignedOut>
      </ReaderProvider>
    </Suspense>
  );
}
