import { type Board, can, type Intake, problem } from '@weir/contract';
import type { ReactNode } from 'react';
import { SettingsFrame } from '@/features/settings/settings-frame';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { readForPage, readTogether, readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

type Props = { params: Promise<{ workspace: string; board: string }>; children: ReactNode };

export default withWords('/[workspace]/[board]/settings/layout', SettingsLayout);

async function SettingsLayout({ params, children }: Props) {
  const { workspace: slug, board: key } = await params;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  const { workspace } = found.value;
  if (!can(workspace.role, 'readBoards')) {
    const t = await getTranslations();
    return <ProblemPage problem={problem('not-allowed', t('settings.page.notAllowed'), {})} />;
  }
  const first = await readTogether({
    board: readForPage<Board>(boardPaths.board(slug, key)),
    intake: readForPage<Intake>(requestPaths.intake(slug, key)),
  });
  if (!first.ok) return <ProblemPage problem={first.problem} />;
  return (
    <SettingsFrame key={key} first={first.value}>
      {children}
    </SettingsFrame>
  );
}
