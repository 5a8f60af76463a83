'use client';

import dynamic from 'next/dynamic';
import type { ComponentProps } from 'react';
import { useShortcuts } from '@/lib/keys/shortcuts';
import { Ahead } from '@/lib/loading/load-ahead';
import { withAllWords } from '@/lib/words/messages-of';
import { useBoardPage } from './board-context';
import { BoardFoot, PanelFoot } from './board-foot';
import type * as panel from './card/panel/card-panel';
import { BoardCommands } from './commands/board-commands';
import { useOpenedCard } from './use-open-card';

const cardPanel = new Ahead<ComponentProps<typeof panel.CardPanel>>();
const CardPanel = cardPanel.component(
  dynamic(
    cardPanel.load(() => withAllWords(import('./card/panel/card-panel')).then((loaded) => loaded.CardPanel)),
    { loading: () => null },
  ),
);

type Props = Pick<ComponentProps<typeof BoardFoot>, 'undoing' | 'archiving'> & {
  /** The one card that the page shows in the place of the columns. */
  card: number | null;
  onClose: () => void;
};

/** What depends on the open card: its panel, the notices at the foot of the screen, keys and commands. The board does not. */
export function OverBoard({ card, undoing, archiving, onClose }: Props) {
  const { dialog, showDialog, canEdit, filtering } = useBoardPage();
  const opened = useOpenedCard();
  const isCardPage = card !== null;
  // A fresh page has the focus nowhere, so these keys are heard wherever it is.
  const isCovered = dialog !== null || opened !== null;
  useShortcuts({
    ...(!isCovered && { f: filtering.openBar }),
    ...(!isCovered && canEdit && { n: () => showDialog({ kind: 'create' }) }),
  });
  return (
    <>
      <BoardFoot
        undoing={undoing}
        archiving={archiving}
        isCardPage={isCardPage}
        isCovered={opened !== null}
      />
      {opened !== null && (
        <CardPanel key={opened} number={opened} onClose={onClose}>
          <PanelFoot card={opened} undoing={undoing} archiving={archiving} />
        </CardPanel>
      )}
      <BoardCommands opened={opened ?? card} isCardPage={isCardPage} />
    </>
  );
}
