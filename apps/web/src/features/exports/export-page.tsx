'use client';

import { LinkButton } from '@/components/form/link-button';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { Panel } from '@/components/layout/panel';
import { exportPaths } from '@/lib/api/paths/export-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './export-page.module.css';

const files = ['files', 'whole', 'cards', 'requests'] as const;

/** The files that a workspace can be downloaded as, each with what it contains. */
export function ExportPage() {
  const t = useTranslations();
  const { slug, name } = useWorkspace();
  return (
    <Page width="narrow">
      <PageHeader
        title={t('exports.title')}
        crumbs={[{ label: name, href: `/${slug}` }]}
        meta={t('exports.lead', { name })}
      />
      <div className={styles.files}>
        {files.map((file) => (
          <Panel key={file} title={t(`exports.${file}.title`)}>
            <p className={styles.contains}>{t(`exports.${file}.contains`)}</p>
            {file === 'files' && <p className={styles.contains}>{t('exports.files.leftOut')}</p>}
            <LinkButton
              href={`/api/weir${exportPaths[file](slug)}`}
              download
              variant={file === 'files' ? 'primary' : 'quiet'}
            >
              {t(`exports.${file}.download`)}
            </LinkButton>
          </Panel>
        ))}
      </div>
    </Page>
  );
}
