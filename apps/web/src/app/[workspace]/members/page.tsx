import { can, type InvitationList, type MemberList, type TeamList } from '@weir/contract';
import type { Metadata } from 'next';
import { MembersPage } from '@/features/workspace/members/members-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { readForPage, readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('workspace.members.title') };
}

type Props = { params: Promise<{ workspace: string }> };

export default withWords('/[workspace]/members', WorkspaceMembersPage);

async function WorkspaceMembersPage({ params }: Props) {
  const { workspace: slug } = await params;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  const members = await readForPage<MemberList>(`${workspacePaths.members(slug)}?size=200`);
  if (!members.ok) return <ProblemPage problem={members.problem} />;
  const teams = await readForPage<TeamList>(workspacePaths.allTeams(slug));
  if (!teams.ok) return <ProblemPage problem={teams.problem} />;
  const invitations = can(found.value.workspace.role, 'manageMembers')
    ? await readForPage<InvitationList>(`${adminPaths.invitations(slug)}?size=200`)
    : null;
  return (
    <MembersPage
      members={members.value}
      teams={teams.value}
      invitations={invitations?.ok ? invitations.value : null}
    />
  );
}
