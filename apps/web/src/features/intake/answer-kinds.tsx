'use client';

import type { Board } from '@weir/contract';
import { Button } from '@/components/button';
import { type Choice, RadioGroup } from '@/components/radio-group';
import { StateWord } from '@/components/state-word';
import type { AnswerKind } from './answer-draft';
import styles from './answer-form.module.css';
import { type Entry, noLane, otherEntry, type Wish } from './entry';
import keys from './keys.module.css';

type Props = {
  kind: AnswerKind | null;
  entry: Entry;
  board: Board;
  wish: Wish;
  error: string | undefined;
  onChoose: (kind: AnswerKind) => void;
  onChoosePlace: (place: { columnId: string; swimlaneId: string }) => void;
};

/** The three answers. Accepting is shut where its column is full; another place must be chosen on purpose. */
export function AnswerKinds({ kind, entry, board, wish, error, onChoose, onChoosePlace }: Props) {
  const choices: Choice<AnswerKind>[] = [
    { id: 'accept', label: named('Accept', 'A'), isDisabled: entry.why !== null && !entry.isPassable },
    { id: 'defer', label: named('Not now, ask again', 'D') },
    { id: 'decline', label: named('No', 'N') },
  ];
  const other = otherEntry(board, wish);
  return (
    <div className={styles.kinds}>
      <RadioGroup
        label="Your answer"
        layout="row"
        choices={choices}
        value={kind}
        onChange={onChoose}
        {...(error !== undefined && { error })}
      />
      {entry.why && (
        <p className={styles.why}>
          <StateWord state="full" size="small">
            {entry.why}
          </StateWord>
          <span className={styles.hint}>
            {entry.isPassable
              ? 'It can be accepted there with a reason.'
              : other
                ? 'It can’t be accepted there now.'
                : 'No column has room, so it can’t be accepted now.'}
          </span>
          {other && (
            <Button
              size="small"
              variant="plain"
              onPress={() =>
                onChoosePlace({ columnId: other.column.id, swimlaneId: other.swimlaneId ?? noLane })
              }
            >
              {other.swimlaneId === entry.swimlaneId
                ? 'Accept into another column …'
                : 'Accept into another swimlane …'}
            </Button>
          )}
        </p>
      )}
    </div>
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
