'use client';

import type { Board, ClassOfService } from '@weir/contract';
import {
  describeLimit,
  type TradeCandidate,
  tradeCandidates,
  tradedCardColumns,
  tradeOutcome,
} from '@weir/domain';
import type { Translate } from '@weir/words';
import { requesterName } from '@weir/words';
import { useState } from 'react';
import { RadioGroup } from '@/components/choice/radio-group';
import { unknownDay, useNow } from '@/components/data/time';
import { Notice } from '@/components/feedback/notice';
import { Button } from '@/components/form/button';
import { FormRow } from '@/components/form/form';
import { useWorkspace } from '@/lib/context/workspace';
import { isDay } from '@/lib/days';
import { blockReason } from '@/lib/words/block-reason';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import letterStyles from '../../letter/answer-letter.module.css';
import { DisplacedNote } from '../../letter/displaced-note';
import type { Answering, AnswerKindParts, KindFieldsProps, KindPreviewProps } from './answer-kind';
import { limitsText } from './entry';
import { ClassField, ReasonField, UntilField } from './fields';
import styles from './kinds.module.css';
import { LetterPreview } from './letter-preview';
import { dayFaults } from './message';

export type TradeDraft = {
  /** The number of the card that makes room. */
  displaces: number | null;
};

/** Accepts the request and puts a card back, in one transaction. */
export const trade: AnswerKindParts<TradeDraft> = {
  kind: 'trade',
  shortcut: 't',
  draft: { displaces: null },
  hasDay: leavesBoard,
  Fields,
  faults: (answering) => {
    const { draft, board } = answering;
    return [
      ...(draft.displaces ? [] : [{ path: 'displaces', code: 'displaces' } as const]),
      ...(draft.reason ? [] : [{ path: 'reason', code: 'reason' } as const]),
      ...(leavesBoard(answering) ? dayFaults(draft.until, board.today) : []),
    ];
  },
  body: (answering) => {
    const { displaces, reason, until, classOfService } = answering.draft;
    return {
      displaces,
      reason,
      ...(leavesBoard(answering) && { until }),
      ...(classOfService && { classOfService }),
    };
  },
  letter: (answering) => {
    const { draft, request, board } = answering;
    const card = displacedCard(answering);
    return {
      classOfService: draft.classOfService ?? request.classOfService,
      cardRef: `${board.key}-…`,
      reason: draft.reason,
      ...(card && {
        displaced: { number: card.number, ref: card.ref, title: null, until: untilOf(answering) },
      }),
    };
  },
  Preview,
};

/** A card that can make room: what is lost with it, where it would go, and the limits that refuse it. */
export type Trade = TradeCandidate<Board>;

/** The cards that can make room for a request of a class now, the smallest loss first. */
export function possibleTrades(board: Board, classOfService: ClassOfService, now: Date): Trade[] {
  return tradeCandidates(board, classOfService, now);
}

export function isTradePossible(board: Board, classOfService: ClassOfService): boolean {
  return possibleTrades(board, classOfService, new Date()).some(({ broken }) => broken.length === 0);
}

/** Whether the chosen card would leave the board, because no queue column has room for it. */
function leavesBoard(answering: Answering<TradeDraft>): boolean {
  const { board, draft, request } = answering;
  const card = displacedCard(answering);
  if (!card) return false;
  return tradeOutcome(board, card.number, draft.classOfService ?? request.classOfService).to === null;
}

function displacedCard({ board, draft }: Answering<TradeDraft>) {
  return board.cards.find(({ number }) => number === draft.displaces);
}

/** The day until which the displaced card leaves the board; null where it goes back to a queue column. */
function untilOf(answering: Answering<TradeDraft>): string | null {
  if (!leavesBoard(answering)) return null;
  return isDay(answering.draft.until) ? answering.draft.until : unknownDay;
}

const shownFirst = 4;

function Fields(props: KindFieldsProps<TradeDraft>) {
  const { draft, request, board, change, errorAt } = props;
  const t = useTranslations();
  const [isAll, setAll] = useState(false);
  const all = possibleTrades(board, draft.classOfService ?? request.classOfService, new Date(useNow()));
  const chosen = all.find(({ card }) => card.number === draft.displaces) ?? null;
  const shown = all.filter((each, at) => isAll || at < shownFirst || each === chosen);
  return (
    <>
      <div className={styles.choosing}>
        <RadioGroup
          label={t('answers.trade.displaces')}
          description={chosen ? undefined : t('answers.trade.displacesHelp')}
          choices={shown.map((each) => ({
            id: String(each.card.number),
            label: `${each.card.ref} ${each.card.title}`,
            description: <TradeLoss trade={each} board={board} />,
            isDisabled: each.broken.length > 0,
          }))}
          value={chosen ? String(chosen.card.number) : null}
          onChange={(number) => change({ displaces: Number(number) })}
          error={chosen ? undefined : errorAt('displaces')}
        />
        {shown.length < all.length && (
          <Button size="small" variant="plain" onPress={() => setAll(true)}>
            {t('answers.trade.showAll', { count: all.length })}
          </Button>
        )}
        {chosen && <Outcome trade={chosen} board={board} />}
      </div>
      {leavesBoard(props) && (
        <UntilField
          label={t('answers.trade.until')}
          value={draft.until}
          error={errorAt('until')}
          onChange={(until) => change({ until })}
        />
      )}
      <FormRow>
        <ReasonField
          value={draft.reason}
          error={errorAt('reason')}
          onChange={(reason) => change({ reason })}
        />
        <ClassField
          requested={request.classOfService}
          value={draft.classOfService}
          onChange={(classOfService) => change({ classOfService })}
        />
      </FormRow>
    </>
  );
}

/** Where the card that makes room goes, and where the new card does. */
function Outcome({ trade, board }: { trade: Trade; board: Board }) {
  const t = useTranslations();
  const { card, to } = trade;
  const entry = entryText(t, board, trade);
  return to ? (
    <Notice
      tone="info"
      role="status"
      title={t('answers.trade.backTitle', { ref: card.ref, column: to.name })}
    >
      {t('answers.trade.backText')} {entry}
    </Notice>
  ) : (
    <Notice tone="warn" role="status" title={t('answers.trade.leavesTitle', { ref: card.ref })}>
      {t('answers.trade.leavesText')} {entry}
    </Notice>
  );
}

/** Where the new card goes; empty if the trade is refused, which the card says itself. */
export function entryText(
  t: Translate,
  board: Pick<Board, 'columns'>,
  { enters }: Pick<Trade, 'enters'>,
): string {
  if (!enters) return '';
  if (enters.kind === 'active') return t('answers.trade.begins', { column: enters.name });
  const first = board.columns.find(({ kind }) => kind === 'active')?.name ?? '';
  return t('answers.trade.waits', { first, column: enters.name });
}

/** What is lost with a card that makes room: its column and age, its class, what blocks it, who requested it. */
export function TradeLoss({ trade: { card, started, ageSeconds, broken }, board }: TradeLossProps) {
  const t = useTranslations();
  const dates = useDates();
  const column = board.columns.find(({ id }) => id === card.columnId)?.name ?? '';
  const facts = [
    started
      ? t('answers.trade.inProgress', { column, ago: dates.relative(-ageSeconds * 1000) })
      : t('answers.trade.notStarted', { column }),
    card.classOfService !== 'standard' && t(`vocabulary.classes.${card.classOfService}`),
    card.blocked && t('answers.trade.blocked', { reason: blockReason(t, card.blocked.reason) }),
    card.request && t('answers.trade.requestedBy', { name: requesterName(t, card.request.requester) }),
    broken.length > 0 &&
      t('answers.trade.cannotMakeRoom', {
        active: broken.some(({ scope }) => scope === 'classOfService')
          ? 'none'
          : (tradedCardColumns(board)[0]?.name ?? 'none'),
        why: limitsText(
          t,
          broken.map((limit) => describeLimit(board, limit)),
        ),
      }),
  ];
  return <span suppressHydrationWarning>{facts.filter(Boolean).join(' · ')}</span>;
}

type TradeLossProps = { trade: Trade; board: Board };

/** Two people read an answer: the requester, and the requester of the card that makes room. */
function Preview({ answering, letter }: KindPreviewProps<TradeDraft>) {
  const t = useTranslations();
  const { me } = useWorkspace();
  const { draft, request } = answering;
  const card = displacedCard(answering);
  const requester = card?.request && requesterName(t, card.request.requester);
  return (
    <>
      <LetterPreview requester={request.requester} letter={letter} />
      {card && !requester && (
        <p className={styles.hint}>{t('answers.preview.notRequested', { ref: card.ref })}</p>
      )}
      {card && requester && (
        <section
          className={styles.preview}
          aria-label={t('answers.preview.displaced', { name: requester, ref: card.ref })}
        >
          <h3>{t('answers.preview.displaced', { name: requester, ref: card.ref })}</h3>
          <div className={letterStyles.letter}>
            <p className={letterStyles.about}>{card.title}</p>
            <DisplacedNote
              cardRef={card.ref}
              displaced={{
                reason: draft.reason,
                message: letter.answer.message ?? '',
                until: untilOf(answering),
                by: { id: me.id, name: me.name },
              }}
            />
          </div>
        </section>
      )}
    </>
  );
}
