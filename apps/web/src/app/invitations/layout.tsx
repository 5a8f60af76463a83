import type { ReactNode } from 'react';
import { ApiProvider } from '@/lib/api/provider';
import { withWords } from '@/lib/words/with-words';

export default withWords('/invitations/layout', InvitationsLayout);

function InvitationsLayout({ children }: { children: ReactNode }) {
  return <ApiProvider>{children}</ApiProvider>;
}
