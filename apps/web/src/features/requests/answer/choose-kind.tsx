'use client';

import type { Board } from '@weir/contract';
import type { Ref } from 'react';
import { StateWord } from '@/components/data/state-word';
import { Button } from '@/components/form/button';
import { type Choice, RadioGroup } from '@/components/form/radio-group';
import { kindLabels } from '../words';
import type { AnswerKind } from './answer-draft';
import styles from './answer-form.module.css';
import keys from './keys.module.css';
import { type Entry, noLaneOption, otherEntry, type Wish } from './kinds/entry';
import { answerKeys } from './shortcut-keys';

type Props = {
  ref?: Ref<HTMLDivElement>;
  kind: AnswerKind | null;
  entry: Entry;
  board: Board;
  wish: Wish;
  mayTrade: boolean;
  error: string | undefined;
  onChoose: (kind: AnswerKind) => void;
  onChoosePlace: (place: { columnId: string; swimlaneId: string }) => void;
};

/** The six answers. Accepting is shut where its column is full; another place must be chosen on purpose, or a card traded. */
export function AnswerKinds({ ref, kind, entry, mayTrade, error, onChoose, ...place }: Props) {
  const isShut: Partial<Record<AnswerKind, boolean>> = {
    accept: entry.why !== null && !entry.isPassable,
    trade: !mayTrade,
  };
  const choices = answerKeys.map(([id, key]): Choice<AnswerKind> => {
    return { id, label: named(kindLabels[id], key), isDisabled: isShut[id] ?? false };
  });
  return (
    <div ref={ref} className={styles.kinds}>
      <RadioGroup
        label="Your answer"
        layout="row"
        choices={choices}
        value={kind}
        onChange={onChoose}
        {...(error !== undefined && { error })}
      />
      {entry.why && (
        <WhyShut
          entry={entry}
          {...place}
          {...(mayTrade && kind !== 'trade' && { onTrade: () => onChoose('trade') })}
        />
      )}
    </div>
  );
}

/** What stands in the way of accepting, and the ways round it. */
function WhyShut({
  entry,
  board,
  wish,
  onTrade,
  onChoosePlace,
}: Pick<Props, 'entry' | 'board' | 'wish' | 'onChoosePlace'> & { onTrade?: () => void }) {
  const other = otherEntry(board, wish);
  const hint = entry.isPassable
    ? 'It can be accepted there with a reason.'
    : other
      ? 'It can’t be accepted there now.'
      : 'No column has room, so it can’t be accepted now.';
  return (
    <p className={styles.why}>
      <StateWord state="full" size="small" isSentence>
        {entry.why}
      </StateWord>
      <span className={styles.hint}>{hint}</span>
      {other && (
        <Button
          size="small"
          variant="plain"
          onPress={() =>
            onChoosePlace({ columnId: other.column.id, swimlaneId: other.swimlaneId ?? noLaneOption })
          }
        >
          {other.swimlaneId === entry.swimlaneId
            ? 'Accept into another column …'
            : 'Accept into another swimlane …'}
        </Button>
      )}
      {onTrade && (
        <Button size="small" variant="plain" onPress={onTrade}>
          Trade …
        </Button>
      )}
    </p>
  );
}

/** The key is drawn, so that it is neither read out nor part of the name. */
function named(word: string, key: string) {
  return (
    <span className={keys.named} data-key={key}>
      {word}
    </span>
  );
}
