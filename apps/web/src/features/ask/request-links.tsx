import type { Request } from '@weir/contract';
import Link from 'next/link';
import styles from './request-page.module.css';

type Props = { request: Request; workspace: string; boardKey: string };

/** The request that this one asks again, and the one that asks this again. */
export function RequestLinks({ request: { follows, followedBy, ticket }, workspace, boardKey }: Props) {
  const link = ({ number, ref }: { number: number; ref: string }) => (
    <Link href={`/${workspace}/${boardKey}/requests/${number}`}>{ref}</Link>
  );
  if (!follows && !followedBy) return null;
  return (
    <section className={styles.links} aria-label="Before and after">
      {follows && <p>It asks again for {link(follows)}.</p>}
      {followedBy && (
        <p>
          {ticket ? 'It was asked again as' : 'It is followed by'} {link(followedBy)}.
        </p>
      )}
    </section>
  );
}
