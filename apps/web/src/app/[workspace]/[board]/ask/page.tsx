import { can, type Pressure, problem, type RequesterBoard, type RequestList } from '@weir/contract';
import type { Metadata } from 'next';
import { AskPage } from '@/features/requests/ask/ask-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { paths } from '@/lib/api/paths';
import { readForPage, readWorkspace } from '@/lib/server/page-data';

export const metadata: Metadata = { title: 'Ask' };

type Props = { params: Promise<{ workspace: string; board: string }> };

export default async function BoardAskPage({ params }: Props) {
  const { workspace: slug, board: key } = await params;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  const { me, workspace } = found.value;
  if (!can(workspace.role, 'submitRequests'))
    return <ProblemPage problem={problem('not-allowed', 'A viewer looks at requests and makes none.', {})} />;
  const [door, pressure, requests] = await Promise.all([
    readForPage<RequesterBoard>(paths.door(slug, key)),
    readForPage<Pressure>(paths.pressure(slug, key)),
    readForPage<RequestList>(`${paths.requests(slug, key)}?size=200`),
  ]);
  if (!door.ok) return <ProblemPage problem={door.problem} />;
  if (!pressure.ok) return <ProblemPage problem={pressure.problem} />;
  if (!requests.ok) return <ProblemPage problem={requests.problem} />;
  const first = { door: door.value, pressure: pressure.value, requests: requests.value };
  return <AskPage key={key} me={me.user} workspace={workspace} boardKey={key} first={first} />;
}
