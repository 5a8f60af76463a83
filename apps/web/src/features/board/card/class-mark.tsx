'use client';

import type { Board, ClassOfService } from '@weir/contract';
import { classesOfService } from '@weir/domain';
import type { Translate } from '@weir/words';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './card.module.css';

const drawings: Record<Exclude<ClassOfService, 'standard'>, React.ReactNode> = {
  expedite: <path d="m3 3 5 5-5 5m5-10 5 5-5 5" fill="none" stroke="currentColor" strokeWidth="2" />,
  fixedDate: (
    <path d="M2.5 4h11v9.5h-11zM2.5 7h11M5.5 2v3m5-3v3" fill="none" stroke="currentColor" strokeWidth="1.5" />
  ),
  intangible: (
    <circle
      cx="8"
      cy="8"
      r="5.5"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeDasharray="2.5 2"
    />
  ),
};

/** The class of service as a shape and a word, with its policy on hover. Nothing for the standard class. */
export function ClassMark({ of, policy }: { of: ClassOfService; policy?: string }) {
  const t = useTranslations();
  if (of === 'standard') return null;
  return (
    <span className={styles.class} data-class={of} title={policy}>
      <svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true" focusable="false">
        {drawings[of]}
      </svg>
      {t(`vocabulary.classes.${of}`)}
    </span>
  );
}

/** The team's own policy for a class, or the usual one. */
export function classPolicy(t: Translate, board: Pick<Board, 'classPolicies'>, of: ClassOfService): string {
  return board.classPolicies[of] ?? t(`vocabulary.classPolicies.${of}`);
}

/** The classes of service for a `Select`. */
export function classOptions(t: Translate) {
  return classesOfService.map((id) => ({
    id,
    label: t(`vocabulary.classes.${id}`),
    description: t(`card.classHint.${id}`),
  }));
}
