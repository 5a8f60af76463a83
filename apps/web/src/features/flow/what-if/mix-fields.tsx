'use client';

import { useQuery } from '@tanstack/react-query';
import type { ClassOfService, WhatIfClasses } from '@weir/contract';
import { classesOfService } from '@weir/domain';
import { useId } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { TextField } from '@/components/form/text-field';
import { flowPaths } from '@/lib/api/paths/flow-paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { isMixWrong, type Mix, sumOf } from './changes';
import styles from './what-if.module.css';

const nothing: Mix = { expedite: null, fixedDate: null, standard: null, intangible: null };
/** The replayed history ends yesterday, so it changes once a day. */
const anHour = 3_600_000;

/** The share of each class among new cards and requests, with the current share below it. The current shares are not a change. */
export function MixFields({
  board,
  mix,
  isRefused,
  onChange,
}: {
  board: string;
  mix: Mix | null;
  /** Whether the person sent shares that don’t add up. Screen readers then announce what is wrong. */
  isRefused: boolean;
  onChange: (mix: Mix | null) => void;
}) {
  const t = useTranslations();
  const dates = useDates();
  const id = useId();
  const { slug } = useWorkspace();
  const { data, error, isPending } = useQuery({
    ...reading<WhatIfClasses>(flowPaths.of(slug, board, 'what-if/classes')),
    staleTime: anHour,
  });
  const known = data && 'shares' in data ? data : null;
  const now = known?.shares;
  const shown = mix ?? now ?? nothing;
  const isWrong = isMixWrong(mix);
  const set = (name: ClassOfService, text: string) => {
    const digits = text.replaceAll(/\D/g, '');
    const next = { ...shown, [name]: digits === '' ? null : Number(digits) };
    const isNow = classesOfService.every((each) => (next[each] ?? 0) === (now?.[each] ?? 0));
    onChange(isNow ? null : next);
  };
  return (
    // A share that is typed before the others are known would set the others to nothing.
    <fieldset
      aria-label={t('whatIf.form.mix')}
      aria-describedby={`${id}-sum`}
      disabled={isPending && mix === null}
    >
      <div className={styles.fields}>
        {classesOfService.map((name) => (
          <TextField
            key={name}
            label={t(`vocabulary.classes.${name}`)}
            description={now ? t('whatIf.form.nowPercent', { percent: now[name] }) : undefined}
            inputMode="numeric"
            autoComplete="off"
            maxLength={3}
            value={shown[name] === null ? '' : `${shown[name]}`}
            onChange={(text) => set(name, text)}
          />
        ))}
      </div>
      <p
        id={`${id}-sum`}
        className={styles.sum}
        data-wrong={isWrong || undefined}
        role={isWrong && isRefused ? 'alert' : undefined}
      >
        {isWrong && t('whatIf.form.sum', { sum: sumOf(mix) })}
        {!isWrong && known && t('whatIf.form.mixOf', { count: known.arrivals, from: dates.day(known.from) })}
        {!isWrong && data && !known && t('whatIf.form.mixUnknown')}
      </p>
      {error && <ProblemNotice problem={error.problem} role="status" />}
    </fieldset>
  );
}
