'use client';

import dynamic from 'next/dynamic';
import type { ComponentProps } from 'react';
import { loadedAhead } from '@/lib/loading/load-ahead';
import { withAllWords } from '@/lib/words/messages-of';
import { useBoardPage } from './board-context';
import { Columns } from './columns/columns';

const CardCalendar = dynamic(
  loadedAhead(() => withAllWords(import('./calendar/card-calendar')).then((loaded) => loaded.CardCalendar)),
  { loading: () => null },
);
const CardList = dynamic(
  loadedAhead(() => withAllWords(import('./list/card-list')).then((loaded) => loaded.CardList)),
  { loading: () => null },
);

/** The cards in the chosen view. */
export function Cards(props: ComponentProps<typeof Columns>) {
  const { view } = useBoardPage();
  switch (view) {
    case 'list':
      return <CardList {...props} />;
    case 'calendar':
      return <CardCalendar {...props} />;
    default:
      return <Columns {...props} />;
  }
}
