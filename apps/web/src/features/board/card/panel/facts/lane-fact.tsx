'use client';

import { type CardDetail, can, type Override } from '@weir/contract';
import { useId, useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Menu, MenuItem } from '@/components/overlay/menu';
import type { AnyProblem } from '@/lib/api/result';
import { cardPosition } from '@/lib/board/optimistic';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../../board-context';
import { OverrideOffer } from '../../../refusals/override-form';
import { type Move, problemOf } from '../../../use-moves';
import { FactButton } from '../../fact-button';
import styles from './card-facts.module.css';

/** A card's swimlane is part of its position: choosing one moves the card at once. */
export function LaneFact({ card }: { card: CardDetail }) {
  const { board, moves } = useBoardPage();
  const { role } = useWorkspace();
  const t = useTranslations();
  const id = useId();
  const [refused, setRefused] = useState<{ move: Move; problem: AnyProblem } | null>(null);
  const shown = board.cards.find(({ number }) => number === card.number) ?? card;
  const perform = async (move: Move, override?: Override) => {
    const problem = problemOf(await moves.perform(move, override));
    if (!override || !problem) setRefused(problem && { move, problem });
    return problem;
  };
  const choose = (swimlaneId: string | null) => {
    const position = cardPosition(board, card.number) ?? { columnId: card.columnId };
    void perform(moves.moveOf(card.number, { ...position, swimlaneId }));
  };
  const lanes = [{ id: null, name: t('board.lanes.none') }, ...board.swimlanes];
  const isIn = (lane: string | null) => (shown.swimlaneId ?? null) === lane;
  return (
    <div className={styles.fact}>
      <dt id={id}>{t('card.lane')}</dt>
      <dd>
        <Menu
          label={t('card.lane')}
          trigger={<FactButton labelledBy={id}>{lanes.find((lane) => isIn(lane.id))?.name}</FactButton>}
        >
          {lanes.map((lane) => (
            <MenuItem key={lane.id ?? ''} isCurrent={isIn(lane.id)} onAction={() => choose(lane.id)}>
              {lane.name}
            </MenuItem>
          ))}
        </Menu>
        {refused && <ProblemNotice problem={refused.problem} />}
        {refused?.problem.code === 'wip-limit-reached' && (
          <OverrideOffer
            limits={refused.problem.limits}
            board={board}
            mayOverride={can(role, 'overrideLimits')}
            action={t('card.changeLaneAnyway')}
            onOverride={(override) => perform(refused.move, override)}
          />
        )}
      </dd>
    </div>
  );
}
