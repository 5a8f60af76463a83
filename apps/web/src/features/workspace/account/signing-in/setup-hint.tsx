import type { SetupState } from '@weir/contract';
import type { ReactNode } from 'react';
import { Link } from '@/components/layout/link';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { read } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';

/** How a new server gets its first account; null where there is one. */
export async function setupHint(): Promise<ReactNode | null> {
  const state = await read<SetupState>(adminPaths.setup);
  if (!state.ok || !state.value.isNeeded) return null;
  const t = await getTranslations();
  return t.rich('access.setup.needed', { link: (text) => <Link href="/setup">{text}</Link> });
}
