'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { RequesterBoard, SimilarList, SimilarRequest } from '@weir/contract';
import Link from 'next/link';
import { Day } from '@/components/data/time';
import { Glyph } from '@/components/icon/glyph';
import { paths } from '@/lib/api/paths';
import { reading } from '@/lib/api/query';
import { useDebounced } from '@/lib/use-debounced';
import { openInWords } from '../open-words';
import styles from './similar.module.css';

/** Fewer letters are alike to too much. */
const shortest = 4;

/** What is alike and open, while somebody writes a title. It tells and never stands in the way. */
export function Similar({
  workspace,
  door: { key: boardKey, today },
  title,
}: {
  workspace: string;
  door: Pick<RequesterBoard, 'key' | 'today'>;
  title: string;
}) {
  const settled = useDebounced(title.trim());
  const isLongEnough = [...settled].length >= shortest;
  const { data } = useQuery({
    ...reading<SimilarList>(paths.similar(workspace, boardKey, settled)),
    enabled: isLongEnough,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const items = (isLongEnough && data?.items) || [];
  return (
    <div role="status" aria-label="Alike and open" className={styles.similar}>
      {items.length > 0 && (
        <>
          <p className={styles.title}>
            <Glyph name="note" size={13} />{' '}
            {items.length === 1 ? 'One is alike' : `${items.length} are alike`}, and open already:
          </p>
          <ul className={styles.list}>
            {items.map((each) => (
              <li key={each.number}>
                <Line similar={each} home={`/${workspace}/${boardKey}/requests`} today={today} />
              </li>
            ))}
          </ul>
          <p className={styles.soft}>Yours may be another matter: ask all the same, if it is.</p>
        </>
      )}
    </div>
  );
}

function Line({ similar, home, today }: { similar: SimilarRequest; home: string; today: string }) {
  const { number, ref, title, own, submittedAt } = similar;
  const became = openInWords(similar, today);
  const asked = (
    <>
      asked {own ? 'by you ' : ''}
      <Day date={submittedAt} />
    </>
  );
  if (title === null)
    return (
      <>
        <b>{ref}</b> of somebody else, {asked}, {became}.
      </>
    );
  return (
    <>
      <Link href={`${home}/${number}`} target="_blank">
        {ref} {title}
      </Link>
      , {asked}, {became}.
    </>
  );
}
