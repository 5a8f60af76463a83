'use client';

import type { PersonOrGuest } from '@weir/contract';
import { requesterName } from '@weir/words';
import { useTranslations } from '@/lib/words/use-translations';
import { AnswerLetter, type Letter } from '../../letter/answer-letter';
import styles from './kinds.module.css';

/** The letter as its requester will read it. */
export function LetterPreview({ requester, letter }: { requester: PersonOrGuest; letter: Letter }) {
  const t = useTranslations();
  const title = t('answers.preview.title', { name: requesterName(t, requester) });
  return (
    <section className={styles.preview} aria-label={title}>
      <h3>{title}</h3>
      <AnswerLetter letter={letter} />
    </section>
  );
}
