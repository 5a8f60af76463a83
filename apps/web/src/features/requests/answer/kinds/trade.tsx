'use client';

import type { Board, Request } from '@weir/contract';
import { useState } from 'react';
import { useNow } from '@/components/data/time';
import { Notice } from '@/components/feedback/notice';
import { fieldError } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { type Choice, RadioGroup } from '@/components/form/radio-group';
import type { AnyProblem } from '@/lib/api/result';
import { type Draft, wishOf } from '../answer-draft';
import styles from '../answer-form.module.css';
import { TradeLoss } from './trade-loss';
import { type Trade, trades } from './trades';

type Props = {
  board: Board;
  request: Request;
  draft: Draft;
  problem: AnyProblem | null;
  onChange: (part: Partial<Draft>) => void;
};

const shownFirst = 4;

/** Which card makes way, of those in flight the smallest loss first, and where it would go; said before it is sent. */
export function TradeFields({ board, request, draft, problem, onChange }: Props) {
  const [isAll, setAll] = useState(false);
  const { classOfService } = wishOf(draft, request);
  const all = trades(board, classOfService, new Date(useNow()));
  const chosen = all.find(({ card }) => card.number === draft.displaces) ?? null;
  const shown = all.filter((trade, at) => isAll || at < shownFirst || trade === chosen);
  return (
    <div className={styles.choosing}>
      <RadioGroup
        label="What makes way"
        description={chosen ? undefined : 'In flight first, and of those the smallest loss.'}
        choices={shown.map((trade) => choiceOf(trade, board))}
        value={chosen ? String(chosen.card.number) : null}
        onChange={(number) => onChange({ displaces: Number(number) })}
        {...errorOf(chosen ? undefined : fieldError(problem, 'displaces'))}
      />
      {shown.length < all.length && (
        <Button size="small" variant="plain" onPress={() => setAll(true)}>
          Show all {all.length} that could
        </Button>
      )}
      {chosen && <Outcome trade={chosen} />}
    </div>
  );
}

function errorOf(error: string | undefined) {
  return error === undefined ? {} : { error };
}

function choiceOf(trade: Trade, board: Board): Choice<string> {
  const { card, why } = trade;
  return {
    id: String(card.number),
    label: `${card.ref} ${card.title}`,
    description: <TradeLoss trade={trade} board={board} />,
    isDisabled: why !== null,
  };
}

function Outcome({ trade: { card, to } }: { trade: Trade }) {
  if (!to)
    return (
      <Notice tone="warn" role="status" title={`${card.ref} leaves the board`}>
        No queue column has room for it. Choose from which day it may be asked for again.
      </Notice>
    );
  return (
    <Notice tone="info" role="status" title={`${card.ref} goes back to ${to.name}`}>
      There is room for it, and the new card takes its place.
    </Notice>
  );
}
