'use client';

import type { BoardForecast, Chance, ForecastCounts, ForecastDays } from '@weir/contract';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { percentileNames, shareOf } from '../figures/percentiles';
import { Answer } from './answer';
import styles from './forecast.module.css';

/** The certainty that answers are given with. The others are said below. */
const said = 'p85';
const others = percentileNames.filter((name) => name !== said);

type Answered = Pick<BoardForecast, 'asked' | 'doneBy' | 'delivered' | 'chance'>;

/** What a board’s forecast answers, in words. Why there is none is said once. */
export function BoardAnswers({ forecast: { asked, doneBy, delivered, chance } }: { forecast: Answered }) {
  const t = useTranslations();
  const dates = useDates();
  const { items, by } = asked;
  const unknown = [doneBy, delivered, chance].find((each) => each !== null && 'unknown' in each);
  return (
    <dl className={styles.answers}>
      {unknown && 'unknown' in unknown && (
        <Answer question={t('forecastPage.unknown.title')} answer={t('forecastPage.unknown.answer')}>
          {unknown.unknown}
        </Answer>
      )}
      {items !== null && doneBy && !('unknown' in doneBy) && (
        <DaysAnswer question={t('forecastPage.doneBy.question', { count: items })} days={doneBy} />
      )}
      {by !== null && delivered && !('unknown' in delivered) && (
        <CountsAnswer day={dates.day(by)} counts={delivered} />
      )}
      {items !== null && by !== null && chance && !('unknown' in chance) && (
        <ChanceAnswer
          question={t('forecastPage.chance.question', { count: items, day: dates.day(by) })}
          chance={chance}
        />
      )}
    </dl>
  );
}

/** By when it is done. */
export function DaysAnswer({ question, days }: { question: string; days: ForecastDays }) {
  const t = useTranslations();
  const dates = useDates();
  const dayOf = (name: keyof ForecastDays, isShort: boolean) => {
    const day = days[name];
    if (day === null) return t('forecastPage.doneBy.tooFar');
    return isShort ? dates.shortDay(day) : t('forecastPage.doneBy.answer', { day: dates.day(day) });
  };
  return (
    <Answer
      question={question}
      answer={dayOf(said, false)}
      certainty={t('forecastPage.certainty', { share: shareOf[said] })}
    >
      <Levels textOf={(name) => dayOf(name, true)} />
    </Answer>
  );
}

function CountsAnswer({ day, counts }: { day: string; counts: ForecastCounts }) {
  const t = useTranslations();
  return (
    <Answer
      question={t('forecastPage.delivered.question', { day })}
      answer={t('forecastPage.delivered.answer', { count: counts[said] })}
      certainty={t('forecastPage.certainty', { share: shareOf[said] })}
    >
      <Levels textOf={(name) => t('forecastPage.delivered.briefly', { count: counts[name] })} />
    </Answer>
  );
}

/** How probable it is. Never 0 or 100%. */
export function ChanceAnswer({ question, chance: { percent, bound } }: { question: string; chance: Chance }) {
  const t = useTranslations();
  return (
    <Answer
      question={question}
      answer={t('forecastPage.chance.answer', { share: percent / 100, bound: bound ?? 'none' })}
      certainty={t('forecastPage.chance.probable')}
    />
  );
}

function Levels({ textOf }: { textOf: (name: 'p50' | 'p70' | 'p95') => string }) {
  const t = useTranslations();
  return (
    <ul className={styles.levels}>
      {others.map((name) => (
        <li key={name}>
          {t('forecastPage.level', { share: shareOf[name], value: textOf(name as 'p50' | 'p70' | 'p95') })}
        </li>
      ))}
    </ul>
  );
}
