'use client';

import { useQuery } from '@tanstack/react-query';
import { type Board, can, type Intake } from '@weir/contract';
import type { ReactNode } from 'react';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Link } from '@/components/layout/link';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { reading } from '@/lib/api/query';
import { readingBoard } from '@/lib/api/reading-board';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { useBoardEvents } from '@/lib/events/use-board-events';
import { useTranslations } from '@/lib/words/use-translations';
import { useSettingsPages } from './pages';
import styles from './settings.module.css';
import { SettingsContext } from './settings-context';

type Props = { first: { board: Board; intake: Intake }; children: ReactNode };

/** The settings of a board, around each of their pages. People who can't change them can read them. */
export function SettingsFrame({ first, children }: Props) {
  const t = useTranslations();
  const { slug, role } = useWorkspace();
  const { key } = first.board;
  const board = useQuery({ ...readingBoard(slug, key), initialData: first.board });
  const intake = useQuery({ ...reading<Intake>(requestPaths.intake(slug, key)), initialData: first.intake });
  useBoardEvents(slug, key, useRenewBoard());
  const isManager = can(role, 'manageBoards');
  const isArchived = board.data.archivedAt !== null;
  const problem = (board.error ?? intake.error)?.problem;
  const settings = {
    board: board.data,
    intake: intake.data,
    mayChange: isManager && !isArchived,
    mayChangeCards: can(role, 'changeCards') && !isArchived,
  };
  return (
    <Page>
      <PageHeader title={t('settings.page.title')} meta={`${board.data.name}, ${key}`} />
      <div className={styles.page}>
        <PageLinks />
        <div className={styles.parts}>
          {problem && <ProblemNotice problem={problem} role="status" />}
          {!isManager && <Notice tone="info">{t('settings.page.readOnly')}</Notice>}
          {isArchived && (
            <Notice tone="warn" title={t('board.archived.title')}>
              {t('settings.page.archivedText')}
            </Notice>
          )}
          <SettingsContext value={settings}>{children}</SettingsContext>
        </div>
      </div>
    </Page>
  );
}

function PageLinks() {
  const t = useTranslations();
  const pages = useSettingsPages();
  return (
    <nav className={styles.links} aria-label={t('settings.page.pages')}>
      <div className={styles.groups}>
        {pages.map((group) => (
          <ul key={group[0]?.href} className={styles.linkList}>
            {group.map(({ href, title, isCurrent }) => (
              <li key={href}>
                <Link href={href} {...(isCurrent && { 'aria-current': 'page' as const, ref: showInLine })}>
                  {title}
                </Link>
              </li>
            ))}
          </ul>
        ))}
      </div>
    </nav>
  );
}

/** On a phone the links are in one line, which may begin before the current one. */
function showInLine(link: HTMLAnchorElement | null): void {
  const line = link?.closest<HTMLElement>(`.${styles.groups}`);
  if (link && line) line.scrollLeft = link.offsetLeft - (line.clientWidth - link.offsetWidth) / 2;
}
