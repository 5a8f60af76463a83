'use client';

import { useQuery } from '@tanstack/react-query';
import type { Deferrals } from '@weir/contract';
import { paths } from '@/lib/api/paths';
import { reading } from '@/lib/api/query';

/** What was put off to when, beside what the team delivers. */
export function useDeferrals(workspace: string, boardKey: string) {
  return useQuery(reading<Deferrals>(paths.deferrals(workspace, boardKey)));
}
