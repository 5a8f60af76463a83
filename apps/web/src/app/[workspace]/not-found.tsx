import { EmptyState } from '@/components/feedback/empty-state';
import { LinkButton } from '@/components/form/button';
import { Page } from '@/components/layout/page';

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
