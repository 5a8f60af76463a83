'use client';

import { type BoardList, can, type QueueList, type Workspace } from '@weir/contract';
import { EmptyState } from '@/components/feedback/empty-state';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { MyRequestsSection } from '@/features/requests/mine/my-requests';
import { mostFollowed, Watch } from '@/lib/events/watch';
import { ArchivedBoards, BoardsList } from './boards-list';
import { CreateBoard } from './create-board';
import { useBoards } from './use-boards';

type Props = {
  workspace: Workspace;
  path: string;
  first: BoardList;
  /** What the reader has asked; null of a viewer, who asks for nothing. */
  mine: QueueList | null;
};

/** The boards of a workspace with their state, and below them what their reader has asked. */
export function BoardsPage({ workspace, path, first, mine }: Props) {
  const { slug, role } = workspace;
  const pace = first.items.length <= mostFollowed ? false : 10_000;
  const { boards, archived, problem } = useBoards(path, first, pace);
  const keys = boards.map(({ key }) => key);

  return (
    <Page>
      <PageHeader title="Boards">
        {can(role, 'manageBoards') && boards.length > 0 && <CreateBoard workspace={slug} listPath={path} />}
      </PageHeader>
      {problem && <ProblemNotice problem={problem} role="status" />}
      <Watch workspace={slug} path={path} boards={keys} />
      {boards.length === 0 ? (
        <NoBoards workspace={workspace} listPath={path} />
      ) : (
        <BoardsList workspace={slug} role={role} boards={boards} />
      )}
      {mine && <MyRequestsSection boards={keys} first={mine} />}
      <ArchivedBoards workspace={slug} boards={archived} />
    </Page>
  );
}

function NoBoards({ workspace, listPath }: { workspace: Workspace; listPath: string }) {
  if (!can(workspace.role, 'manageBoards'))
    return (
      <EmptyState title="No boards yet">
        An owner or a manager of {workspace.name} makes the first one.
      </EmptyState>
    );
  return (
    <EmptyState
      title="Make the first board"
      action={<CreateBoard workspace={workspace.slug} listPath={listPath} variant="primary" />}
    >
      A board is a team’s work: columns with a limit each, and a queue in which requests wait for an answer.
    </EmptyState>
  );
}
