import { problemCodes } from '@weir/contract';
import type { Metadata } from 'next';
import { Mark } from '@/components/icon/mark';
import { Link } from '@/components/layout/link';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import styles from '@/features/workspace/problems/problems.module.css';
import { getTranslations } from '@/lib/server/words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('problems.pages.title') };
}

export default async function ProblemsPage() {
  const t = await getTranslations();
  return (
    <Page width="narrow">
      <Link href="/" aria-label="Weir" className={styles.mark}>
        <Mark size={26} />
      </Link>
      <PageHeader title={t('problems.pages.title')} meta={t('problems.pages.lead')} />
      <ul className={styles.list}>
        {problemCodes.map((code) => (
          <li key={code}>
            <Link href={`/problems/${code}`}>{t(`problems.${code}.title`)}</Link> <code>{code}</code>
          </li>
        ))}
      </ul>
    </Page>
  );
}
