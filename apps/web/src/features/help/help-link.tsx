'use client';

import { useTranslations } from '@/lib/words/use-translations';
import styles from './help-link.module.css';
import type { HelpTopic } from './help-topics';

/** A hint where a term is shown: it opens the section that explains it, in another tab, so that nothing typed is lost. */
export function HelpLink({ about }: { about: HelpTopic }) {
  const t = useTranslations();
  return (
    <a className={styles.hint} href={`/help#${about}`} target="_blank" rel="noreferrer">
      {t(`helpLinks.${about}`)}
    </a>
  );
}
