import { type AuditLog, type BoardList, can, type MemberList } from '@weir/contract';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { AuditLogPage } from '@/features/workspace/audit-log/audit-log-page';
import { queryOf, shownAt } from '@/features/workspace/audit-log/shown';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { currentReader, readForPage, readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('auditLog.title') };
}

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default withWords('/[workspace]/settings/audit-log', AuditLogOfWorkspace);

async function AuditLogOfWorkspace({ params, searchParams }: Props) {
  const { workspace: slug } = await params;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  if (!can(found.value.workspace.role, 'readAuditLog')) notFound();
  const shown = shownAt(await searchParams);
  const { timeZone } = await currentReader();
  const query = queryOf(shown, timeZone ?? 'UTC');
  const [log, members, boards] = await Promise.all([
    readForPage<AuditLog>(adminPaths.audit(slug) + query),
    readForPage<MemberList>(`${workspacePaths.members(slug)}?size=200`),
    readForPage<BoardList>(`${workspacePaths.boards(slug)}?size=200`),
  ]);
  if (!log.ok) return <ProblemPage problem={log.problem} />;
  if (!members.ok) return <ProblemPage problem={members.problem} />;
  if (!boards.ok) return <ProblemPage problem={boards.problem} />;
  return (
    <AuditLogPage
      key={query}
      shown={shown}
      query={query}
      first={log.value}
      members={members.value.items}
      boards={boards.value.items}
    />
  );
}
