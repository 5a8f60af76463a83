'use client';

import { useQuery } from '@tanstack/react-query';
import type { Ledger } from '@weir/contract';
import Link from 'next/link';
import { paths } from '@/lib/api/paths';
import { reading } from '@/lib/api/query';
import { StateWord } from './state-word';

/** How many requests of the last 30 days ended without an answer of the team, where any did. */
export function ExpiredWord({ workspace, boardKey }: { workspace: string; boardKey: string }) {
  const { data } = useQuery({ ...reading<Ledger>(paths.ledger(workspace, boardKey)), staleTime: 60_000 });
  if (!data || data.expired === 0) return null;
  return (
    <Link href={`/${workspace}/${boardKey}/intake/ledger`} title="In the last 30 days">
      <StateWord state="over" size="small">
        {data.expired} expired unanswered
      </StateWord>
    </Link>
  );
}
