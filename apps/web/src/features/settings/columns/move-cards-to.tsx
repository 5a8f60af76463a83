'use client';

import type { Board } from '@weir/contract';
import {
  type BoardChange,
  type BrokenLimit,
  describeLimit,
  explainRefusal,
  findWarnedLimits,
  limitInWords,
  type RefusalOption,
} from '@weir/domain';
import Link from 'next/link';
import { useFormatter } from 'next-intl';
import { Notice } from '@/components/feedback/notice';
import { type Option, Select } from '@/components/form/select';
import { isNoneSufficient, optionText } from '@/features/board/refusals/option-words';
import type { AnyProblem } from '@/lib/api/result';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import styles from '../settings.module.css';

type Props = {
  board: Board;
  /** How many cards look for a home, as far as is known. */
  cards: number;
  options: Option<string>[];
  value: string | null;
  onChange: (id: string) => void;
  /** What clearing into `value` does; null while nothing is chosen. */
  change: BoardChange | null;
  problem: AnyProblem | null;
};

/** Where cards go whose column or lane is removed, and what the limits there say to that. */
export function NewHome({ board, cards, options, value, onChange, change, problem }: Props) {
  const refusal = problem?.code === 'wip-limit-reached' ? problem : change && explainRefusal(board, change);
  const passed = change && refusal?.limits.length === 0 ? findWarnedLimits(board, change) : [];
  return (
    <div className={styles.home}>
      <Select
        label={cards === 1 ? 'Where its card goes' : 'Where its cards go'}
        placeholder="Choose"
        options={options}
        value={value}
        onChange={onChange}
      />
      {refusal && refusal.limits.length > 0 && (
        <Refused board={board} limits={refusal.limits} options={refusal.options} />
      )}
      {passed.length > 0 && (
        <Notice
          tone="warn"
          role="status"
          title={passed.map((limit) => limitInWords(describeLimit(board, limit))).join(' ')}
        >
          They pass all the same, and that is recorded.
        </Notice>
      )}
    </div>
  );
}

function Refused({
  board,
  limits,
  options,
}: {
  board: Board;
  limits: readonly BrokenLimit[];
  options: readonly RefusalOption[];
}) {
  const t = useTranslations();
  const format = useFormatter();
  const { slug } = useWorkspace();
  const tooSmall = limits.find(({ cards, max }) => cards.length > max);
  return (
    <Notice tone="refusal" role="status" title={limits.map(limitInWords).join(' ')}>
      {tooSmall ? (
        <p>
          {tooSmall.cards.length} cards would come, and {tooSmall.of} holds {tooSmall.max} at most, even when
          empty. Choose another place.
        </p>
      ) : (
        <p>
          There is no room for that now. Choose another place, or make room first.
          {options.length > 0 && isNoneSufficient(options) && ` ${t('board.option.noneSufficient')}`}
        </p>
      )}
      {!tooSmall && options.length > 0 && (
        <ul>
          {byCard(options).map(([way, ...others]) => (
            <li key={way.card.number}>
              <Link href={`/${slug}/${board.key}?card=${way.card.number}`}>
                {way.card.ref} {way.card.title}
              </Link>
              :{' '}
              {[way, ...others]
                .map((each) => optionText(t, (names) => format.list(names), board, each))
                .join(' or ')}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}

function byCard(options: readonly RefusalOption[]): [RefusalOption, ...RefusalOption[]][] {
  return [...Map.groupBy(options, ({ card }) => card.number).values()] as [
    RefusalOption,
    ...RefusalOption[],
  ][];
}
