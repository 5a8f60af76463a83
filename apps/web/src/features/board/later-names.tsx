'use client';

import dynamic from 'next/dynamic';
import type { ComponentProps } from 'react';
import { Ahead } from '@/lib/loading/load-ahead';
import { withWordsOf } from '@/lib/words/messages-of';
import type * as cardName from './card/card-name';
import type * as columnName from './columns/naming/column-name';
import type * as newColumn from './columns/naming/new-column';

// The fields in which somebody names a card or a column where it is.
const card = new Ahead<ComponentProps<typeof cardName.CardName>>();
export const CardName = card.component(
  dynamic(
    card.load(() =>
      withWordsOf('features/board/card/card-name', import('./card/card-name')).then(
        (loaded) => loaded.CardName,
      ),
    ),
    { loading: () => null },
  ),
);
const column = new Ahead<ComponentProps<typeof columnName.ColumnName>>();
export const ColumnName = column.component(
  dynamic(
    column.load(() =>
      withWordsOf('features/board/columns/naming/column-name', import('./columns/naming/column-name')).then(
        (loaded) => loaded.ColumnName,
      ),
    ),
    { loading: () => null },
  ),
);
const added = new Ahead<ComponentProps<typeof newColumn.NewColumn>>();
export const NewColumn = added.component(
  dynamic(
    added.load(() =>
      withWordsOf('features/board/columns/naming/new-column', import('./columns/naming/new-column')).then(
        (loaded) => loaded.NewColumn,
      ),
    ),
    { loading: () => null },
  ),
);
