'use client';

import { type ReactNode, use } from 'react';
import type { WordedPage } from './generated/names';
import { loadWords } from './messages-of';
import { useReader } from './reader-provider';

/** Shows its content once the texts of the page or layout are loaded. */
export function PageWords({ page, children }: { page: WordedPage; children: ReactNode }) {
  use(loadWords(page, useReader().language));
  return (
    <>
      <meta name="weir-words" content={page} />
      {children}
    </>
  );
}
