import { LinkButton } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';

export const metadata = { title: 'Nothing here' };

export default function NotFound() {
  return (
    <Page width="narrow">
      <EmptyState
        isPage
        title="There is nothing here for you"
        action={<LinkButton href="/">To the start</LinkButton>}
      >
        It does not exist, was removed, or belongs to somebody else. If a colleague sees it, ask an owner for
        access.
      </EmptyState>
    </Page>
  );
}
