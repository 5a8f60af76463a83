'use client';

import { useQuery } from '@tanstack/react-query';
import type { ImportList, ImportSummary } from '@weir/contract';
import { Ago } from '@/components/data/time';
import { LinkButton } from '@/components/form/link-button';
import { Link } from '@/components/layout/link';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { Panel } from '@/components/layout/panel';
import { importPaths } from '@/lib/api/paths/import-paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { ChooseFile } from './choose-file';
import styles from './imports.module.css';

const formats = ['weir', 'trello', 'jira', 'linear', 'github', 'wekan', 'planka', 'csv'] as const;

/** Shows where to choose a file, and the recent imports. */
export function ImportsPage({ first }: { first: ImportList }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const { data } = useQuery({ ...reading<ImportList>(importPaths.list(slug)), initialData: first });
  return (
    <Page>
      <PageHeader
        title={t('imports.title')}
        crumbs={[{ label: t('workspace.boards.title'), href: `/${slug}` }]}
        meta={t('imports.lead')}
      >
        <LinkButton href={`/${slug}/export`}>{t('exports.open')}</LinkButton>
      </PageHeader>
      <div className={styles.page}>
        <Panel>
          <ChooseFile />
          <dl className={styles.formats}>
            {formats.map((format) => (
              <div key={format}>
                <dt>{t(`imports.formats.${format}`)}</dt>
                <dd>{t(`imports.howTo.${format}`)}</dd>
              </div>
            ))}
          </dl>
        </Panel>
        {data.items.length > 0 && (
          <section aria-labelledby="earlier">
            <h2 id="earlier">{t('imports.earlier')}</h2>
            <ul className={styles.imports}>
              {data.items.map((each) => (
                <ImportLine key={each.id} summary={each} />
              ))}
            </ul>
          </section>
        )}
      </div>
    </Page>
  );
}

function ImportLine({ summary }: { summary: ImportSummary }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const { id, name, format, state, at, by, board } = summary;
  return (
    <li>
      <Link href={`/${slug}/import/${id}`}>{name}</Link>
      <span className={styles.soft}>
        {t.rich('imports.line', {
          state,
          board: board?.name ?? (format === 'weir' ? t('imports.boards.several') : ''),
          person: by.name,
          ago: () => <Ago at={at} />,
        })}
      </span>
    </li>
  );
}
