'use client';

import { type BoardList, can, type QueueList } from '@weir/contract';
import { EmptyState } from '@/components/feedback/empty-state';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { LinkButton } from '@/components/form/link-button';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { MyRequestsSection } from '@/features/requests/mine/my-requests';
import { useWorkspace } from '@/lib/context/workspace';
import { mostFollowed, Watch } from '@/lib/events/watch';
import { useTranslations } from '@/lib/words/use-translations';
import { ArchivedBoards, BoardsList } from './boards-list';
import { CreateBoard } from './create-board';
import { useBoards } from './use-boards';

type Props = {
  path: string;
  first: BoardList;
  /** The reader's own requests; null for viewers, who submit none. */
  mine: QueueList | null;
};

/** The boards of a workspace with their state, and below them the reader's own requests. */
export function BoardsPage({ path, first, mine }: Props) {
  const t = useTranslations();
  const { slug, role } = useWorkspace();
  const pollEvery = first.items.length <= mostFollowed ? false : 10_000;
  const { boards, archived, problem } = useBoards(path, first, pollEvery);
  const keys = boards.map(({ key }) => key);
  return (
    <Page>
      <PageHeader title={t('workspace.boards.title')}>
        {can(role, 'manageBoards') && boards.length > 0 && (
          <>
            <ImportLink />
            <CreateBoard listPath={path} />
          </>
        )}
      </PageHeader>
      {problem && <ProblemNotice problem={problem} role="status" />}
      <Watch workspace={slug} path={path} boards={keys} />
      {boards.length === 0 ? <NoBoards listPath={path} /> : <BoardsList boards={boards} />}
      {mine && <MyRequestsSection boards={keys} first={mine} />}
      <ArchivedBoards boards={archived} />
    </Page>
  );
}

/** In place of the list: how to get a first board. */
function NoBoards({ listPath }: { listPath: string }) {
  const t = useTranslations();
  const { role } = useWorkspace();
  if (!can(role, 'manageBoards')) return <NoBoardsYet />;
  return (
    <EmptyState
      title={t('workspace.boards.first')}
      action={
        <>
          <CreateBoard listPath={listPath} isFirst />
          <ImportLink />
        </>
      }
    >
      {t('workspace.boards.firstText')}
    </EmptyState>
  );
}

/** Opens the import of boards from other tools. */
function ImportLink() {
  const t = useTranslations();
  const { slug } = useWorkspace();
  return <LinkButton href={`/${slug}/import`}>{t('imports.open')}</LinkButton>;
}

/** For roles that cannot create boards. */
export function NoBoardsYet() {
  const t = useTranslations();
  const { name } = useWorkspace();
  return (
    <EmptyState title={t('workspace.boards.none')}>
      {t('workspace.boards.noneText', { workspace: name })}
    </EmptyState>
  );
}
