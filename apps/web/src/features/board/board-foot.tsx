'use client';

import dynamic from 'next/dynamic';
import { useFormatter } from 'next-intl';
import type { ComponentProps } from 'react';
import { Notice } from '@/components/feedback/notice';
import { useWaitingWrites } from '@/lib/api/waiting';
import { Ahead, loadedAhead } from '@/lib/loading/load-ahead';
import { withAllWords } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from './board-context';
import styles from './board-page.module.css';
import type { useArchiving } from './card/archive/use-archiving';
import { RefusalIn } from './refusals/refusal-in';
import { UndoNotices } from './undo/undo-notices';

const BulkProblem = dynamic(
  loadedAhead(() =>
    withAllWords(import('./selection-bar/bulk-problem')).then((loaded) => loaded.BulkProblem),
  ),
  { loading: () => null },
);

const ArchivingProblem = dynamic(
  loadedAhead(() =>
    withAllWords(import('./card/archive/archiving-problem')).then((loaded) => loaded.ArchivingProblem),
  ),
  { loading: () => null },
);

const bar = new Ahead<object>();
const SelectionBar = bar.component(
  dynamic(
    bar.load(() =>
      withAllWords(import('./selection-bar/selection-bar')).then((loaded) => loaded.SelectionBar),
    ),
    { loading: () => null },
  ),
);

type Props = Omit<ComponentProps<typeof UndoNotices>, 'isCovered'> & {
  archiving: ReturnType<typeof useArchiving>;
  isCardPage: boolean;
  /** An open card covers them, and shows them itself: all but those with an Undo button. */
  isCovered: boolean;
};

/** The notices at the foot of the screen: waiting writes, refusals, and actions that can be undone. */
export function BoardFoot({ undoing, archiving, isCardPage, isCovered }: Props) {
  const { bulk, selection } = useBoardPage();
  return (
    <div className={styles.foot}>
      {!isCovered && <WaitingNotice />}
      {isCardPage && <RefusalIn />}
      {selection.isOn && <SelectionBar />}
      {bulk.report && !isCovered && <BulkProblem />}
      <UndoNotices undoing={undoing} isCovered={isCovered} />
      {archiving.refusal && !isCovered && <ArchivingProblem archiving={archiving} />}
    </div>
  );
}

/** The same in an open card, which covers the foot of the screen. */
export function PanelFoot({
  card,
  undoing,
  archiving,
}: Omit<Props, 'isCardPage' | 'isCovered'> & { card: number }) {
  const { bulk } = useBoardPage();
  return (
    <>
      <WaitingNotice />
      <RefusalIn card={card} />
      {undoing.said && <Notice role="status">{undoing.said}</Notice>}
      {bulk.report && <BulkProblem />}
      {archiving.refusal && <ArchivingProblem archiving={archiving} />}
    </>
  );
}

/** What is sent once there is a connection again, in one notice. */
function WaitingNotice() {
  const { moves, newCards } = useBoardPage();
  const t = useTranslations();
  const format = useFormatter();
  const edits = useWaitingWrites();
  const added = newCards.waiting.length;
  const parts = [
    ...(moves.waiting > 0 ? [t('board.waiting.moves', { count: moves.waiting })] : []),
    ...(added > 0 ? [t('board.waiting.newCards', { count: added })] : []),
    ...(edits > 0 ? [t('board.waiting.edits', { count: edits })] : []),
  ];
  if (parts.length === 0) return null;
  return (
    <Notice tone="warn" role="status">
      {t('board.waiting.willBeSent', { what: format.list(parts) })}
    </Notice>
  );
}
