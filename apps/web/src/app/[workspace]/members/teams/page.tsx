import type { TeamList } from '@weir/contract';
import type { Metadata } from 'next';
import { TeamsPage } from '@/features/workspace/members/teams/teams-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { readForPage } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('teams.title') };
}

type Props = { params: Promise<{ workspace: string }> };

export default withWords('/[workspace]/members/teams', WorkspaceTeamsPage);

async function WorkspaceTeamsPage({ params }: Props) {
  const { workspace: slug } = await params;
  const teams = await readForPage<TeamList>(workspacePaths.allTeams(slug));
  return teams.ok ? <TeamsPage teams={teams.value} /> : <ProblemPage problem={teams.problem} />;
}
