'use client';

import { useQuery } from '@tanstack/react-query';
import type { WaitsMap } from '@weir/contract';
import dynamic from 'next/dynamic';
import { useFormatter } from 'next-intl';
import { useState } from 'react';
import { StateWord } from '@/components/data/state-word';
import { Ago } from '@/components/data/time';
import { EmptyState } from '@/components/feedback/empty-state';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Skeleton } from '@/components/feedback/skeleton';
import { Link } from '@/components/layout/link';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { VisuallyHidden } from '@/components/layout/visually-hidden';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { Watch } from '@/lib/events/watch';
import { withAllWords } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';
import type { Pair } from './layout';
import { WaitCount, type WaitCountProps } from './wait-count';
import styles from './waits-map.module.css';

const DrawnMap = dynamic(() => withAllWords(import('./drawn-map')).then((loaded) => loaded.DrawnMap), {
  ssr: false,
  loading: () => <Skeleton height="16rem" />,
});

/** Loads when a person opens it. */
const BehindWait = dynamic(() => withAllWords(import('./behind-wait')).then((loaded) => loaded.BehindWait), {
  ssr: false,
});

/** `path` is the API's path of the map. */
type Props = { path: string; first: WaitsMap };

/** Which boards wait on which, drawn and as tables, and where the bottleneck is. */
export function WaitsMapPage({ path, first }: Props) {
  const t = useTranslations();
  const format = useFormatter();
  const { slug } = useWorkspace();
  const { data: map, error } = useQuery({
    ...reading<WaitsMap>(path),
    initialData: first,
    refetchInterval: 30_000,
  });
  const [opened, setOpened] = useState<Pair | null>(null);
  const { boards, waits, circles, bottleneck } = map;
  const nameOf = (key: string) => boards.find((board) => board.key === key)?.name ?? key;
  return (
    <Page>
      <PageHeader title={t('waits.map.title')} meta={t('waits.map.lead')} />
      {error && <ProblemNotice problem={error.problem} role="status" />}
      <Watch workspace={slug} path={path} boards={boards.map(({ key }) => key)} />
      {waits.length === 0 ? (
        <EmptyState title={t('waits.map.none')}>{t('waits.map.noneText')}</EmptyState>
      ) : (
        <div className={styles.page}>
          {bottleneck && (
            <Notice tone="warn" title={t('waits.map.bottleneck', { board: nameOf(bottleneck.board) })}>
              {bottleneck.text}
            </Notice>
          )}
          {circles.map((circle) => (
            <Notice key={circle.join()} tone="warn" title={t('waits.map.circle')}>
              {t('waits.map.circleText', { boards: format.list(circle.map(nameOf)) })}
            </Notice>
          ))}
          <DrawnMap map={map} nameOf={nameOf} onOpen={setOpened} />
          <BoardTable map={map} />
          <WaitTable map={map} nameOf={nameOf} onOpen={setOpened} />
        </div>
      )}
      {opened && <BehindWait pair={opened} nameOf={nameOf} onClose={() => setOpened(null)} />}
    </Page>
  );
}

function BoardTable({ map: { boards } }: { map: WaitsMap }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <caption>
          <VisuallyHidden>{t('waits.map.boards')}</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('waits.map.columns.board')}</th>
            <th scope="col">{t('waits.map.columns.state')}</th>
            <th scope="col">{t('waits.map.columns.waiting')}</th>
            <th scope="col">{t('waits.map.columns.awaited')}</th>
            <th scope="col">{t('waits.map.columns.downstream')}</th>
          </tr>
        </thead>
        <tbody>
          {boards.map(({ key, name, state, level, waiting, awaited, downstream }) => (
            <tr key={key}>
              <th scope="row">
                <Link href={`/${slug}/${key}`} dir="auto">
                  {name}
                </Link>{' '}
                <span className={styles.soft}>{key}</span>
              </th>
              <td>
                <StateWord state={state} size="small" /> {t('waits.map.percent', { level })}
              </td>
              <td>{t('waits.map.count', { count: waiting })}</td>
              <td>{t('waits.map.count', { count: awaited })}</td>
              <td>{t('waits.map.percent', { level: downstream })}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.meaning}>{t('waits.map.downstreamMeans')}</p>
    </div>
  );
}

function WaitTable({ map: { waits }, nameOf, onOpen }: WaitCountProps & { map: WaitsMap }) {
  const t = useTranslations();
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <caption>
          <VisuallyHidden>{t('waits.map.waits')}</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('waits.map.columns.from')}</th>
            <th scope="col">{t('waits.map.columns.on')}</th>
            <th scope="col">{t('waits.map.columns.count')}</th>
            <th scope="col">{t('waits.map.columns.oldest')}</th>
          </tr>
        </thead>
        <tbody>
          {waits.map((wait) => (
            <tr key={`${wait.from} ${wait.on}`}>
              <th scope="row" dir="auto">
                {nameOf(wait.from)}
              </th>
              <td dir="auto">{nameOf(wait.on)}</td>
              <td>
                <WaitCount wait={wait} nameOf={nameOf} onOpen={onOpen} />
              </td>
              <td>
                <Ago at={wait.oldestSince} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
