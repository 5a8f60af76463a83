'use client';

import { LinkButton } from '@/components/form/link-button';
import { useWorkspaceIfAny } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';

/** Leads from a page that can't be shown to the boards of the workspace. */
export function HomeLink() {
  const t = useTranslations();
  const workspace = useWorkspaceIfAny();
  if (!workspace) return null;
  return (
    <LinkButton href={`/${workspace.slug}`}>
      {t('workspace.shell.home', { workspace: workspace.name })}
    </LinkButton>
  );
}
