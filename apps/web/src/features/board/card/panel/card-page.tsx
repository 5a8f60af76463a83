'use client';

import { LinkButton } from '@/components/form/link-button';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import styles from './card-panel.module.css';
import { CardSheet } from './card-sheet';

/** One card as a page of its own: what its link opens in a new tab. */
export function CardPage({ number }: { number: number }) {
  const { board } = useBoardPage();
  const { slug } = useWorkspace();
  const t = useTranslations();
  return (
    <main id="content" tabIndex={-1} className={styles.page}>
      <CardSheet number={number} level={1}>
        <LinkButton size="small" href={`/${slug}/${board.key}?card=${number}`}>
          {t('card.link.onBoard')}
        </LinkButton>
      </CardSheet>
    </main>
  );
}
