import type { Request, RequesterBoard } from '@weir/contract';
import Link from 'next/link';
import { Notice } from '@/components/feedback/notice';
import { needsYou } from './needs-you';

type Props = { workspace: string; door: RequesterBoard; requests: Request[] };

/** What of one's own requests waits for oneself. */
export function WaitingForYou({ workspace, door, requests }: Props) {
  const mine = requests.flatMap((request) => {
    const why = needsYou(request, door.today);
    return why ? [{ ...request, why }] : [];
  });
  if (mine.length === 0) return null;
  return (
    <Notice
      tone="info"
      title={mine.length === 1 ? 'One of yours waits for you' : `${mine.length} of yours wait for you`}
    >
      {mine.map(({ number, ref, title, why }) => (
        <p key={number}>
          <Link href={`/${workspace}/${door.key}/requests/${number}`}>
            {ref} {title}
          </Link>
          {why === 'question'
            ? ': the team asks you something, and the clock stands still until you reply.'
            : ': it may be asked again now.'}
        </p>
      ))}
    </Notice>
  );
}
