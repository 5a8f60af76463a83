import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { KeptBoardFirst } from '@/features/workspace/boards/kept-board-first';
import { DemoNotice } from '@/features/workspace/demo/demo-notice';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { TopBar } from '@/features/workspace/shell/top-bar';
import { UnlessSignedOut } from '@/features/workspace/signing-out/signed-out';
import { OwnWrites } from '@/features/workspace/waiting/own-writes';
import { ApiProvider } from '@/lib/api/provider';
import { WorkspaceProvider } from '@/lib/context/workspace';
import { OwnDrafts } from '@/lib/drafts/own-drafts';
import { OwnBoards } from '@/lib/kept/own-boards';
import { readAvatars, readBoards, readWorkspace } from '@/lib/server/page-data';
import { withWords } from '@/lib/words/with-words';

type Props = { params: Promise<{ workspace: string }>; children: ReactNode };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await readWorkspace((await params).workspace);
  if (!found.ok) return {};
  const { name } = found.value.workspace;
  return { title: { default: name, template: `%s · ${name} · Weir` } };
}

export default withWords('/[workspace]/layout', WorkspaceLayout);

async function WorkspaceLayout({ params, children }: Props) {
  const { workspace: slug } = await params;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  const { me, workspace } = found.value;
  const [listed, avatars] = await Promise.all([readBoards(slug), readAvatars(found.value)]);
  const boards = listed.ok ? listed.value : [];
  return (
    <UnlessSignedOut>
      <ApiProvider>
        <WorkspaceProvider workspace={workspace} me={me.user} avatars={avatars}>
          <OwnDrafts />
          <OwnBoards />
          <TopBar {...found.value} boards={boards} />
          <OwnWrites />
          {workspace.demoSeededAt && (
            <DemoNotice
              seededAt={workspace.demoSeededAt}
              board={boards.find(({ archivedAt }) => archivedAt === null)?.key}
            />
          )}
          <KeptBoardFirst {...found.value} boards={boards}>
            {children}
          </KeptBoardFirst>
        </WorkspaceProvider>
      </ApiProvider>
    </UnlessSignedOut>
  );
}
