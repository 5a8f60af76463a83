import type { Metadata } from 'next';
import { GuestPage } from '@/features/requests/guest/guest-page';

export const metadata: Metadata = {
  title: 'Your requests',
  referrer: 'no-referrer',
  robots: { index: false },
};

export default function GuestRequestsPage() {
  return <GuestPage />;
}
