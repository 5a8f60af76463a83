import type { Me, WorkspaceList } from '@weir/contract';
import { redirect } from 'next/navigation';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { UnlessSignedOut } from '@/features/workspace/signing-out/signed-out';
import { WorkspacesPage } from '@/features/workspace/workspaces/workspaces-page';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { ApiProvider } from '@/lib/api/provider';
import { AvatarsProvider } from '@/lib/context/avatars';
import { PersonProvider } from '@/lib/context/person';
import { ownAvatar, readForPage } from '@/lib/server/page-data';
import { withWords } from '@/lib/words/with-words';

type Props = { searchParams: Promise<{ all?: string }> };

export default withWords('/', StartPage);

/** Redirects to the only workspace; with several, none, or `?all`, shows the choice. */
async function StartPage({ searchParams }: Props) {
  const me = await readForPage<Me>(adminPaths.me);
  if (!me.ok) return <ProblemPage problem={me.problem} />;
  const [first, ...others] = me.value.workspaces;
  const wantsAll = (await searchParams).all !== undefined;
  if (first && others.length === 0 && !wantsAll) redirect(`/${first.slug}`);
  const archived = await readForPage<WorkspaceList>(`${adminPaths.archivedWorkspaces}?size=200`);
  return (
    <UnlessSignedOut>
      <ApiProvider>
        <PersonProvider me={me.value.user}>
          <AvatarsProvider avatars={first ? ownAvatar(me.value, first.slug) : {}}>
            <WorkspacesPage me={me.value} archived={archived.ok ? archived.value.items : []} />
          </AvatarsProvider>
        </PersonProvider>
      </ApiProvider>
    </UnlessSignedOut>
  );
}
