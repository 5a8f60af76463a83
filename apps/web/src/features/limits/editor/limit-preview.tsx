'use client';

import type { Board, Limit, LimitMode } from '@weir/contract';
import { limitSubjectName, previewCapacity } from '@weir/domain';
import type { Translate } from '@weir/words';
import { Slots } from '@/components/data/slots';
import { StateWord } from '@/components/data/state-word';
import { countText, stateLabel } from '@/lib/board/capacity';
import { type LimitSubject, limitOf } from '@/lib/board/limit-subjects';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './limit-editor.module.css';
import { limitEffect } from './limit-effect';
import { freeUnder, tighterLimit } from './tighter-limit';

/** What a limit would mean today: its slots drawn, its state, and a sentence. */
export function LimitPreview({
  board,
  subject,
  facts: { max, min, mode },
  name,
}: {
  board: Board;
  subject: LimitSubject;
  facts: { max: number; min?: number | null | undefined; mode: LimitMode };
  name: string;
}) {
  const t = useTranslations();
  const capacity = previewCapacity(board, subject, { max, min: min ?? null });
  const { load } = capacity;
  // This board knows the cards on other boards only through a limit on all boards.
  if (subject.scope === 'person' && subject.across === 'workspace' && !limitOf(board, subject))
    return (
      <div className={styles.preview} role="status">
        <p>{t('limits.preview.otherBoardsUnknown', { name, load })}</p>
      </div>
    );
  const occupancy = { limit: { max, min }, load };
  const tighter = tighterLimit(board, subject, capacity.free);
  return (
    <div className={styles.preview} role="status">
      <div className={styles.drawn}>
        <StateWord state={capacity.state} size="small">
          {stateLabel(t, occupancy)}
        </StateWord>
        <Slots filled={load} max={max} size="small" label={countText(t, occupancy)} />
      </div>
      <p>
        {limitEffect(t, subject, mode, capacity, name)} {tighter && tighterText(t, board, tighter)}
      </p>
    </div>
  );
}

function tighterText(t: Translate, board: Board, limit: Limit): string {
  return t('limits.preview.tighter', {
    where: limit.scope === 'person' ? limit.across : 'subject',
    name: limitSubjectName(board, limit),
    load: limit.load,
    max: limit.max,
    free: freeUnder(limit),
  });
}
