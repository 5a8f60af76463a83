'use client';

import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { RouterProvider } from 'react-aria-components';
import { ApiProvider } from '@/lib/api/provider';
import { SessionEnded } from './session-ended';

export function Providers({ children }: { children: ReactNode }) {
  const router = useRouter();
  return (
    <RouterProvider navigate={(href) => router.push(href)}>
      <ApiProvider>
        {children}
        <SessionEnded />
      </ApiProvider>
    </RouterProvider>
  );
}
