'use client';

import type { Board } from '@weir/contract';
import type { Ref } from 'react';
import { RadioGroup } from '@/components/choice/radio-group';
import { StateWord } from '@/components/data/state-word';
import { Button } from '@/components/form/button';
import { useTranslations } from '@/lib/words/use-translations';
import { answerKinds } from './answer-draft';
import styles from './answer-form.module.css';
import type { AnswerKind } from './kinds/answer-kind';
import { type Entry, limitsText, noLane, otherEntry, type ProposedCard } from './kinds/entry';
import { KeyName } from './shortcuts';

type Props = {
  ref?: Ref<HTMLDivElement>;
  kind: AnswerKind | null;
  /** The kinds that are not possible now. */
  disabled: readonly AnswerKind[];
  entry: Entry;
  board: Board;
  card: ProposedCard;
  error: string | undefined;
  onChoose: (kind: AnswerKind) => void;
  onChoosePlace: (place: { columnId: string; swimlaneId: string }) => void;
};

/** The kinds of answer in a row. None is chosen in advance. */
export function ChooseKind({ ref, kind, disabled, entry, error, onChoose, ...place }: Props) {
  const t = useTranslations();
  return (
    <div ref={ref} className={styles.kinds}>
      <RadioGroup
        label={t('answers.form.label')}
        layout="row"
        choices={answerKinds.map((each) => ({
          id: each.kind,
          label: <KeyName shortcut={each.shortcut}>{t(`answers.kind.${each.kind}`)}</KeyName>,
          isDisabled: disabled.includes(each.kind),
        }))}
        value={kind}
        onChange={onChoose}
        error={error}
      />
      {entry.broken.length > 0 && (
        <NoRoom
          entry={entry}
          {...place}
          {...(!disabled.includes('trade') && kind !== 'trade' && { onTrade: () => onChoose('trade') })}
        />
      )}
    </div>
  );
}

/** Why it cannot be accepted at the chosen place, and what else is possible. */
function NoRoom({
  entry,
  board,
  card,
  onTrade,
  onChoosePlace,
}: Pick<Props, 'entry' | 'board' | 'card' | 'onChoosePlace'> & { onTrade?: () => void }) {
  const t = useTranslations();
  const other = otherEntry(board, card);
  return (
    <p className={styles.noRoom}>
      <StateWord state="full" size="small" isSentence>
        {limitsText(t, entry.broken)}
      </StateWord>
      <span className={styles.hint}>
        {entry.isOverridable
          ? t('answers.accept.whereOverridable')
          : other
            ? t('answers.accept.whereOther')
            : t('answers.accept.whereNone')}
      </span>
      {other && (
        <Button
          size="small"
          variant="plain"
          onPress={() => onChoosePlace({ columnId: other.column.id, swimlaneId: other.swimlaneId ?? noLane })}
        >
          {other.swimlaneId === entry.swimlaneId
            ? t('answers.accept.otherColumn')
            : t('answers.accept.otherLane')}
        </Button>
      )}
      {onTrade && (
        <Button size="small" variant="plain" onPress={onTrade}>
          {t('answers.accept.tradeInstead')}
        </Button>
      )}
    </p>
  );
}
