'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { SimilarList, SimilarRequest } from '@weir/contract';
import { Glyph } from '@/components/icon/glyph';
import { Link } from '@/components/layout/link';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { reading } from '@/lib/api/query';
import { useCurrentBoard } from '@/lib/context/board';
import { useWorkspace } from '@/lib/context/workspace';
import { useDebounced } from '@/lib/use-debounced';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { useOpenState } from '../use-open-state';
import styles from './similar-requests.module.css';

/** Shorter titles are similar to too much. */
const shortest = 4;

/** Open requests like the one being written. It only informs; it never blocks the form. */
export function SimilarRequests({ title }: { title: string }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const { key } = useCurrentBoard();
  const settled = useDebounced(title.trim());
  const isLongEnough = [...settled].length >= shortest;
  const { data } = useQuery({
    ...reading<SimilarList>(requestPaths.similar(slug, key, settled)),
    enabled: isLongEnough,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const items = (isLongEnough && data?.items) || [];
  return (
    <div role="status" aria-label={t('ask.similar.label')} className={styles.similar}>
      {items.length > 0 && (
        <>
          <p className={styles.title}>
            <Glyph name="note" size={13} /> {t('ask.similar.title', { count: items.length })}
          </p>
          <ul className={styles.list}>
            {items.map((similar) => (
              <li key={similar.number}>
                <Line similar={similar} home={`/${slug}/${key}/requests`} />
              </li>
            ))}
          </ul>
          <p className={styles.soft}>{t('ask.similar.hint')}</p>
        </>
      )}
    </div>
  );
}

function Line({ similar, home }: { similar: SimilarRequest; home: string }) {
  const t = useTranslations();
  const dates = useDates();
  const openState = useOpenState();
  const { timeZone } = useCurrentBoard();
  const { number, ref, title, own, submittedAt } = similar;
  const facts = { ref, asked: dates.dayOf(submittedAt, timeZone), state: openState(similar) };
  // Titles of other requesters are not shown.
  if (title === null) return <>{t.rich('ask.similar.other', { ...facts, b: (text) => <b>{text}</b> })}</>;
  return (
    <>
      {t.rich(own ? 'ask.similar.own' : 'ask.similar.line', {
        ...facts,
        title,
        link: (text) => (
          <Link href={`${home}/${number}`} target="_blank">
            {text}
          </Link>
        ),
      })}
    </>
  );
}
