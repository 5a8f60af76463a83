'use client';

import { useQuery } from '@tanstack/react-query';
import { type CreditEntries, can, type OwnCredits, type Request } from '@weir/contract';
import { Instant } from '@/components/data/time';
import { Link } from '@/components/layout/link';
import { creditPaths } from '@/lib/api/paths/credit-paths';
import { reading } from '@/lib/api/query';
import { useBoardKey } from '@/lib/context/board';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './credits.module.css';

/** The cost of a request, for its requester and for people who answer. Shows nothing if the workspace has no prices. */
export function RequestCost({ request }: { request: Request }) {
  const { slug, me, role } = useWorkspace();
  const mayRead = request.requester.id === me.id || can(role, 'answerRequests');
  const { data } = useQuery({
    ...reading<OwnCredits>(creditPaths.own(slug)),
    enabled: mayRead && can(role, 'readOwnRequests'),
    staleTime: 300_000,
  });
  return data?.rule ? <Cost request={request} /> : null;
}

function Cost({ request: { number, requester, version } }: { request: Request }) {
  const t = useTranslations();
  const { slug, me } = useWorkspace();
  const path = creditPaths.ofRequest(slug, useBoardKey(), number, requester.id);
  const { data } = useQuery({
    ...reading<CreditEntries>(path),
    // An answer changes the version, and can refund the cost.
    queryKey: [path, version],
  });
  if (!data || data.items.length === 0) return null;
  const paid = -data.items.reduce((sum, { amount }) => sum + amount, 0);
  const [newest] = data.items;
  const isOwn = requester.id === me.id;
  const credits = isOwn ? `/${slug}/credits` : `/${slug}/credits?user=${requester.id}`;
  return (
    <p className={styles.cost}>
      {paid === 0 && newest?.kind === 'refund'
        ? t.rich('credits.request.refunded', {
            price: newest.amount,
            reason: newest.reason === 'moved' ? 'moved' : 'refund',
            at: () => <Instant at={newest.at} />,
          })
        : t('credits.request.cost', { price: paid })}{' '}
      <Link href={credits}>{t('credits.request.ledger')}</Link>
    </p>
  );
}
