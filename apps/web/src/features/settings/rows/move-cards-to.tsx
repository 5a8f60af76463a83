'use client';

import type { Board } from '@weir/contract';
import {
  type BoardChange,
  type BrokenLimit,
  describeLimit,
  explainRefusal,
  findWarnedLimits,
  type RefusalOption,
} from '@weir/domain';
import { limitSubjectText } from '@weir/words';
import { useFormatter } from 'next-intl';
import { Notice } from '@/components/feedback/notice';
import { type Option, Select } from '@/components/form/select';
import { Link } from '@/components/layout/link';
import { isNoneSufficient, optionText } from '@/features/board/refusals/option-words';
import { limitsText } from '@/features/limits/limit-texts';
import type { AnyProblem } from '@/lib/api/result';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import styles from '../settings.module.css';

type Props = {
  board: Board;
  kind: 'column' | 'swimlane';
  /** How many cards must move, as far as is known. */
  cards: number;
  options: Option<string>[];
  value: string | null;
  onChange: (id: string) => void;
  /** What moving the cards to `value` changes; null while nothing is chosen. */
  change: BoardChange | null;
  problem: AnyProblem | null;
};

/** Chooses where the cards of a removed column or lane go, and shows what the limits there say. */
export function MoveCardsTo({ board, kind, cards, options, value, onChange, change, problem }: Props) {
  const t = useTranslations();
  const refusal = problem?.code === 'wip-limit-reached' ? problem : change && explainRefusal(board, change);
  const exceeded = change && refusal?.limits.length === 0 ? findWarnedLimits(board, change) : [];
  return (
    <div className={styles.moveCards}>
      <Select
        label={t('settings.remove.moveTo', { count: cards })}
        placeholder={t('settings.remove.choose')}
        options={options}
        value={value}
        onChange={onChange}
      />
      {refusal && refusal.limits.length > 0 && (
        <Refusal board={board} kind={kind} limits={refusal.limits} options={refusal.options} />
      )}
      {exceeded.length > 0 && (
        <Notice
          tone="warn"
          role="status"
          title={limitsText(
            t,
            exceeded.map((limit) => describeLimit(board, limit)),
          )}
        >
          {t('settings.remove.onlyWarns')}
        </Notice>
      )}
    </div>
  );
}

function Refusal({
  board,
  kind,
  limits,
  options,
}: Pick<Props, 'board' | 'kind'> & { limits: readonly BrokenLimit[]; options: readonly RefusalOption[] }) {
  const t = useTranslations();
  const format = useFormatter();
  const { slug } = useWorkspace();
  const tooSmall = limits.find(({ cards, max }) => cards.length > max);
  const optionsText = (some: readonly RefusalOption[]) =>
    format.list(
      some.map((option) => optionText(t, (names) => format.list(names), board, option)),
      { type: 'disjunction' },
    );
  if (tooSmall)
    return (
      <Notice tone="refusal" role="status" title={limitsText(t, limits)}>
        {t('settings.remove.tooSmall', {
          kind,
          of: limitSubjectText(t, tooSmall),
          count: tooSmall.cards.length,
          max: tooSmall.max,
        })}
      </Notice>
    );
  return (
    <Notice tone="refusal" role="status" title={limitsText(t, limits)}>
      <p>
        {t('settings.remove.noRoom', { kind })}
        {options.length > 0 && isNoneSufficient(options) && ` ${t('board.option.noneSufficient')}`}
      </p>
      {options.length > 0 && (
        <ul>
          {optionsByCard(options).map(([first, ...others]) => (
            <li key={first.card.number}>
              <Link href={`/${slug}/${board.key}?card=${first.card.number}`}>
                {first.card.ref} {first.card.title}
              </Link>
              : {optionsText([first, ...others])}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}

function optionsByCard(options: readonly RefusalOption[]): [RefusalOption, ...RefusalOption[]][] {
  return [...Map.groupBy(options, ({ card }) => card.number).values()] as [
    RefusalOption,
    ...RefusalOption[],
  ][];
}
