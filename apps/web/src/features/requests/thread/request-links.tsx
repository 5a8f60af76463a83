import type { Request } from '@weir/contract';
import Link from 'next/link';
import styles from './request-page.module.css';

type Props = { request: Request; workspace: string; boardKey: string };

/** The request that this one asks again, and the one that asks this again. */
export function RequestLinks({ request, workspace, boardKey }: Props) {
  const { follows, followedBy, ticket, redirectedFrom } = request;
  const link = ({ number, ref, board = boardKey }: { number: number; ref: string; board?: string }) => (
    <Link href={`/${workspace}/${board}/requests/${number}`}>{ref}</Link>
  );
  if (!follows && !followedBy && !redirectedFrom) return null;
  return (
    <section className={styles.links} aria-label="Before and after">
      {redirectedFrom && <p>It was asked of another team first, as {link(redirectedFrom)}.</p>}
      {follows && <p>It asks again for {link(follows)}.</p>}
      {followedBy && (
        <p>
          {ticket ? 'It was asked again as' : 'It is followed by'} {link(followedBy)}.
        </p>
      )}
    </section>
  );
}
