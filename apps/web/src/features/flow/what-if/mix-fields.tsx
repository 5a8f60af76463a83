'use client';

import { useQuery } from '@tanstack/react-query';
import type { ClassOfService, WhatIfClasses } from '@weir/contract';
import { classesOfService } from '@weir/domain';
import { useId } from 'react';
import { TextField } from '@/components/form/text-field';
import { flowPaths } from '@/lib/api/paths/flow-paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { type Mix, sumOf } from './changes';
import styles from './what-if.module.css';

const nothing: Mix = { expedite: null, fixedDate: null, standard: null, intangible: null };
/** The history that is replayed ends yesterday. */
const anHour = 3_600_000;

/** Which share of new cards and requests would be of each class, beside the shares now. Shares as they are now are no change. */
export function MixFields({
  board,
  mix,
  hasFault,
  onChange,
}: {
  board: string;
  mix: Mix | null;
  /** Says aloud that the shares don’t add up. */
  hasFault: boolean;
  onChange: (mix: Mix | null) => void;
}) {
  const t = useTranslations();
  const dates = useDates();
  const id = useId();
  const { slug } = useWorkspace();
  const { data, isPending } = useQuery({
    ...reading<WhatIfClasses>(flowPaths.of(slug, board, 'what-if/classes')),
    staleTime: anHour,
  });
  const now = data && 'shares' in data ? data.shares : null;
  const shown = mix ?? now ?? nothing;
  const sum = sumOf(shown);
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
        data-wrong={(mix !== null && sum !== 100) || undefined}
        role={hasFault ? 'alert' : undefined}
      >
        {mix !== null && sum !== 100
          ? t('whatIf.form.sum', { sum })
          : now && data && 'shares' in data
            ? t('whatIf.form.mixOf', { count: data.arrivals, from: dates.day(data.from) })
            : data && 'unknown' in data && t('whatIf.form.mixUnknown')}
      </p>
    </fieldset>
  );
}
