'use client';

import { useQuery } from '@tanstack/react-query';
import type { EventList } from '@weir/contract';
import { useState } from 'react';
import { Disclosure, DisclosurePanel, Button as PlainButton } from 'react-aria-components';
import { Ago } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Glyph } from '@/components/icon/glyph';
import { cardPaths } from '@/lib/api/paths/card-paths';
import { readingAll } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import styles from './card-history.module.css';
import { useEventText } from './event-text';

/** What happened to the card, newest first, in sentences. It is read when it is opened. `level` is that of the heading. */
export function CardHistory({ number, level }: { number: number; level: 2 | 3 }) {
  const { board } = useBoardPage();
  const { slug } = useWorkspace();
  const t = useTranslations();
  const eventText = useEventText();
  const [isOpen, setOpen] = useState(false);
  const query = useQuery({
    ...readingAll<EventList['items'][number]>(`${cardPaths.cardHistory(slug, board.key, number)}?size=200`),
    enabled: isOpen,
  });
  const lines = (query.data?.items ?? []).flatMap((event) => {
    const text = eventText(event);
    return text ? [{ seq: event.seq, at: event.at, text }] : [];
  });
  const Heading = `h${level}` as const;
  return (
    <Disclosure className={styles.section} isExpanded={isOpen} onExpandedChange={setOpen}>
      <Heading className={styles.heading}>
        <PlainButton slot="trigger" className={styles.trigger}>
          <Glyph name="chevron" size={14} className={styles.chevron} />
          {t('card.history.title')}
        </PlainButton>
      </Heading>
      <DisclosurePanel className={styles.panel}>
        {query.error && <ProblemNotice problem={query.error.problem} role="status" />}
        {isOpen && query.isPending && <p role="status">{t('card.history.loading')}</p>}
        <ol className={styles.lines}>
          {lines.map(({ seq, at, text }) => (
            <li key={seq}>
              <span dir="auto">{text}</span> <Ago at={at} />
            </li>
          ))}
        </ol>
      </DisclosurePanel>
    </Disclosure>
  );
}
