import type { ReactNode } from 'react';
import { ApiProvider } from '@/lib/api/provider';
import { withWords } from '@/lib/words/with-words';

export default withWords('/public/layout', PublicLayout);

function PublicLayout({ children }: { children: ReactNode }) {
  return <ApiProvider>{children}</ApiProvider>;
}
