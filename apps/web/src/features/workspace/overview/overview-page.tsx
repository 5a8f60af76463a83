'use client';

import { useQuery } from '@tanstack/react-query';
import { type BoardOverview, can, type OverLimit, type Overview } from '@weir/contract';
import { useSearchParams } from 'next/navigation';
import { useLocale } from 'next-intl';
import type { ReactNode } from 'react';
import { Avatar } from '@/components/data/avatar';
import { Slots } from '@/components/data/slots';
import { StateWord } from '@/components/data/state-word';
import { Instant } from '@/components/data/time';
import { EmptyState } from '@/components/feedback/empty-state';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { Link } from '@/components/layout/link';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { VisuallyHidden } from '@/components/layout/visually-hidden';
import { CreateBoard } from '@/features/workspace/boards/create-board';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { mostFollowed, Watch } from '@/lib/events/watch';
import { replaceQuery } from '@/lib/pages/page-query';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './overview-page.module.css';
import { readSort, type Sort, type Sortable, sortAfter, sortables, sortBoards } from './sort';

/** `path` is the API's path of the overview. */
type Props = { path: string; first: Overview };

/** All boards in one table: how full they are and what is late or stuck. Below it the people over their limit. */
export function OverviewPage({ path, first }: Props) {
  const t = useTranslations();
  const { slug, role } = useWorkspace();
  const language = useLocale();
  const query = useQuery({
    ...reading<Overview>(path),
    initialData: first,
    refetchInterval: first.items.length <= mostFollowed ? false : 10_000,
  });
  const { items, people } = query.data;
  const sort = readSort(useSearchParams());
  const sortBy = (by: Sortable) => replaceQuery({ sort: sortAfter(sort, by) });
  return (
    <Page>
      <PageHeader title={t('overview.title')} meta={t('overview.summary', { count: items.length })} />
      {query.error && <ProblemNotice problem={query.error.problem} role="status" />}
      <Watch workspace={slug} path={path} boards={items.map(({ key }) => key)} />
      {items.length === 0 ? (
        <EmptyState
          title={t('overview.none')}
          action={can(role, 'manageBoards') && <CreateBoard listPath={path} isFirst />}
        >
          {t('overview.noneText')}
        </EmptyState>
      ) : (
        <table className={styles.table}>
          <caption>
            <VisuallyHidden>{t('overview.title')}</VisuallyHidden>
          </caption>
          <thead>
            <tr>
              {sortables.map((by) => (
                <SortHead key={by} by={by} sort={sort} onSort={sortBy} />
              ))}
            </tr>
          </thead>
          <tbody>
            {sortBoards(items, sort, language).map((board) => (
              <BoardRow key={board.key} board={board} />
            ))}
          </tbody>
        </table>
      )}
      {items.length > 0 && <p className={styles.note}>{t('overview.ageingMeans')}</p>}
      {people.length > 0 && <People people={people} />}
    </Page>
  );
}

type HeadProps = { by: Sortable; sort: Sort; onSort: (by: Sortable) => void };

function SortHead({ by, sort, onSort }: HeadProps) {
  const t = useTranslations();
  const isSorted = sort.by === by;
  return (
    <th scope="col" aria-sort={isSorted ? (sort.isDescending ? 'descending' : 'ascending') : 'none'}>
      <Button variant="plain" size="small" onPress={() => onSort(by)}>
        {t(`overview.columns.${by}`)} {isSorted && <Glyph name="chevron" size={11} />}
      </Button>
    </th>
  );
}

/** One board. Each figure of late or stuck work links to that work. */
function BoardRow({ board }: { board: BoardOverview }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const { key, name, pressure, intake, inFlight, capacity, limits, overdue, ageing, blocked } = board;
  const home = `/${slug}/${key}`;
  const { gate, waiting, depth } = intake;
  return (
    <tr>
      <th scope="row">
        <Link href={home} dir="auto">
          {name}
        </Link>{' '}
        <span className={styles.key}>{key}</span>
        {gate.state !== 'open' && (
          <span className={styles.gate}>
            <StateWord state={`gate-${gate.state}`} size="small" isSentence>
              {gate.until &&
                t.rich(`workspace.boards.gateUntil.${gate.state}`, {
                  at: () => <Instant at={gate.until ?? ''} />,
                })}
            </StateWord>
          </span>
        )}
      </th>
      <Cell of="state">
        <StateWord state={pressure.state} size="small" />
      </Cell>
      <Cell of="load">
        {capacity === null
          ? t('overview.inFlight', { count: inFlight })
          : t('overview.loadOf', { count: inFlight, capacity })}
      </Cell>
      <Cell of="limits">
        {limits.over > 0 ? (
          <StateWord state="over" size="small">
            {t('overview.over', { count: limits.over })}
          </StateWord>
        ) : limits.full > 0 ? (
          <StateWord state="full" size="small">
            {t('overview.full', { count: limits.full })}
          </StateWord>
        ) : (
          <span className={styles.soft}>{t('overview.within', { count: limits.total })}</span>
        )}
      </Cell>
      <Cell of="waiting">
        <Slots filled={waiting} max={depth} size="small" />{' '}
        <Link
          href={`${home}/intake`}
          aria-label={t('overview.waitingLabel', { board: name, waiting, depth })}
        >
          {t('overview.waiting', { waiting, depth })}
        </Link>
      </Cell>
      <Cell of="overdue">
        <Figure
          count={overdue}
          href={`${home}/intake`}
          label={t('overview.overdueLabel', { board: name, count: overdue })}
        />
      </Cell>
      <Cell of="ageing">
        {ageing === null ? (
          <span className={styles.soft}>
            –<VisuallyHidden>{t('overview.ageingUnknown')}</VisuallyHidden>
          </span>
        ) : (
          <Figure
            count={ageing}
            href={`${home}?view=list&sort=-age`}
            label={t('overview.ageingLabel', { board: name, count: ageing })}
          />
        )}
      </Cell>
      <Cell of="blocked">
        <Figure
          count={blocked}
          href={`${home}?blocked=true`}
          label={t('overview.blockedLabel', { board: name, count: blocked })}
        />
      </Cell>
    </tr>
  );
}

/** A cell. On a phone it shows the name of its column. */
function Cell({ of, children }: { of: Sortable; children: ReactNode }) {
  const t = useTranslations();
  return (
    <td data-of={of}>
      <span className={styles.columnName} aria-hidden="true">
        {t(`overview.columns.${of}`)}
      </span>
      {children}
    </td>
  );
}

function Figure({ count, href, label }: { count: number; href: string; label: string }) {
  if (count === 0) return <span className={styles.soft}>0</span>;
  return (
    <Link href={href} className={styles.late} aria-label={label}>
      {count}
    </Link>
  );
}

/** The people with more cards than their limit, the furthest over it first. */
function People({ people }: { people: readonly OverLimit[] }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  return (
    <section className={styles.people} aria-labelledby="people-over-limit">
      <h2 id="people-over-limit">{t('overview.people')}</h2>
      <ul>
        {people.map(({ person, board, load, max }) => (
          <li key={`${person.id} ${board?.key}`}>
            <Avatar person={person} size={24} isDecorative />
            <span className={styles.person} dir="auto">
              {person.name}
            </span>
            <StateWord state="over" size="small">
              {t('overview.personLoad', { load, max })}
            </StateWord>
            {board ? (
              <Link href={`/${slug}/${board.key}?who=${person.id}`} dir="auto">
                {board.name}
              </Link>
            ) : (
              <span className={styles.soft}>{t('overview.allBoards')}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
