import { can, type OwnCredits } from '@weir/contract';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { CreditsPage } from '@/features/credits/credits-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { creditPaths } from '@/lib/api/paths/credit-paths';
import { readForPage, readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('credits.title') };
}

type Props = { params: Promise<{ workspace: string }>; searchParams: Promise<{ user?: string | string[] }> };

export default withWords('/[workspace]/credits', CreditsOfWorkspace);

async function CreditsOfWorkspace({ params, searchParams }: Props) {
  const { workspace: slug } = await params;
  const { user } = await searchParams;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  if (!can(found.value.workspace.role, 'readOwnRequests')) notFound();
  const credits = await readForPage<OwnCredits>(creditPaths.own(slug));
  if (!credits.ok) return <ProblemPage problem={credits.problem} />;
  return <CreditsPage first={credits.value} user={isUser(user) ? user : null} />;
}

/** A person’s id, or `all`. */
function isUser(user: string | string[] | undefined): user is string {
  return typeof user === 'string' && /^(all|[0-9a-f-]{36})$/.test(user);
}
