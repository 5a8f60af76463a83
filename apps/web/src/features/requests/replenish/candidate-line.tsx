'use client';

import type { Board } from '@weir/contract';
import Link from 'next/link';
import { StateWord } from '@/components/data/state-word';
import { Day } from '@/components/data/time';
import { ClassMark } from '@/features/board/card/class-mark';
import { PickBox } from '../bulk/pick-box';
import { DueWord } from '../due-word';
import type { Candidate } from './plan';
import look from './replenish.module.css';

type Props = { candidate: Candidate; workspace: string; board: Board; onToggle: () => void };

/** A request that may enter, and why not where there is no room for it any more. */
export function CandidateLine({ candidate, workspace, board, onToggle }: Props) {
  const { request, isChosen, entry } = candidate;
  const { number, ref, title, requester, answerBy, pausedAt, neededBy, classOfService } = request;
  return (
    <li
      className={look.candidate}
      data-chosen={isChosen || undefined}
      data-shut={entry.why !== null || undefined}
    >
      <PickBox
        name={`Let in ${ref}, ${title}`}
        isPicked={isChosen}
        isDisabled={!isChosen && entry.why !== null}
        onPick={onToggle}
      />
      <div className={look.about}>
        <Link href={`/${workspace}/${board.key}/intake?request=${number}`} className={look.title}>
          {title}
        </Link>
        <p className={look.second}>
          <span>
            {ref} · {requester.name}
          </span>
          <ClassMark of={classOfService} />
          {neededBy && (
            <span>
              needed by <Day date={neededBy} />
            </span>
          )}
          <DueWord answerBy={answerBy} pausedAt={pausedAt} zone={board.timeZone} />
        </p>
        {entry.why && (
          <p className={look.second}>
            <StateWord state={isChosen ? 'full' : 'none'} size="small" isSentence>
              Does not fit: {entry.why}
            </StateWord>
            {entry.isPassable && <span>With a reason it can be accepted by itself.</span>}
          </p>
        )}
        {isChosen && entry.records && (
          <p className={look.second}>
            <StateWord state="near" size="small" isSentence>
              {entry.records} It passes, and that is recorded.
            </StateWord>
          </p>
        )}
      </div>
    </li>
  );
}
