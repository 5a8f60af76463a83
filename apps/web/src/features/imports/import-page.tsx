'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Import } from '@weir/contract';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { importPaths } from '@/lib/api/paths/import-paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './imports.module.css';
import { Planning } from './planning';
import { Run } from './run';

/** How often the page reads the progress of a running import, in milliseconds. */
const lookEvery = 1000;

/** One import: first its plan, then its progress, at the end its result. */
export function ImportPage({ first }: { first: Import }) {
  const t = useTranslations();
  const client = useQueryClient();
  const { slug } = useWorkspace();
  const path = importPaths.one(slug, first.id);
  const { data } = useQuery({
    ...reading<Import>(path),
    initialData: first,
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? lookEvery : false),
  });
  const show = (next: Import) => client.setQueryData([path], next);
  const { boards, cards, archived, comments, checklistItems, links } = data.source;
  return (
    <Page>
      <PageHeader
        title={t('imports.of', { name: data.name })}
        crumbs={[
          { label: t('workspace.boards.title'), href: `/${slug}` },
          { label: t('imports.title'), href: `/${slug}/import` },
        ]}
        meta={
          boards
            ? t('imports.boards.found', {
                ...{ boards: boards.length, cards },
                requests: boards.reduce((sum, { requests }) => sum + requests, 0),
              })
            : t('imports.found', {
                format: t(`imports.formats.${data.format}`),
                ...{ cards, archived, comments, links, items: checklistItems },
              })
        }
      />
      <div className={styles.page}>
        {data.state === 'ready' ? (
          <Planning key={data.id} given={data} onChanged={show} />
        ) : (
          <Run given={data} onChanged={show} />
        )}
      </div>
    </Page>
  );
}
