'use client';

import { useQuery } from '@tanstack/react-query';
import type { RequestHistory } from '@weir/contract';
import { Instant } from '@/components/data/time';
import { paths } from '@/lib/api/paths';
import { reading } from '@/lib/api/query';
import styles from './history.module.css';

type Props = { workspace: string; boardKey: string; number: number; zone: string };

/** All that happened to a request, oldest first. */
export function History({ workspace, boardKey, number, zone }: Props) {
  const { data } = useQuery({
    ...reading<RequestHistory>(paths.history(workspace, boardKey, number)),
    retry: false,
  });
  if (!data || data.items.length === 0) return null;
  return (
    <section className={styles.history} aria-labelledby="history">
      <h2 id="history">What happened</h2>
      <ol className={styles.entries}>
        {data.items.map(({ at, what, by }) => (
          <li key={`${at} ${what}`}>
            <span className={styles.at}>
              <Instant at={at} zone={zone} />
            </span>
            <span>
              {what}
              {by && <span className={styles.at}> {by.name}</span>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
