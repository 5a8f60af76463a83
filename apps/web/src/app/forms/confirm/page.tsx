import type { Metadata } from 'next';
import { ConfirmPage } from '@/features/requests/guest/confirm-page';

export const metadata: Metadata = {
  title: 'Confirm your request',
  referrer: 'no-referrer',
  robots: { index: false },
};

export default function ConfirmingPage() {
  return <ConfirmPage />;
}
