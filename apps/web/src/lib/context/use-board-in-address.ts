'use client';

import { usePathname } from 'next/navigation';

/** The key of the board whose page is shown. Next's parameters do not follow where a kept board opens without the server. */
export function useBoardInAddress(): string | undefined {
  const key = usePathname().split('/')[2];
  return key && /^[A-Z]/.test(key) ? key : undefined;
}
