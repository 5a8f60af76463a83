import type { Metadata } from 'next';
import { EmptyState } from '@/components/feedback/empty-state';
import { LinkButton } from '@/components/form/link-button';
import { Page } from '@/components/layout/page';
import { getTranslations } from '@/lib/server/words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('common.notFound.pageTitle') };
}

export default async function NotFound() {
  const t = await getTranslations();
  return (
    <Page width="narrow">
      <EmptyState
        isPage
        title={t('common.notFound.title')}
        action={<LinkButton href="/">{t('common.notFound.home')}</LinkButton>}
      >
        {t('common.notFound.text')}
      </EmptyState>
    </Page>
  );
}
