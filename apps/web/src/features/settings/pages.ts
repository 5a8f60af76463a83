'use client';

import { can } from '@weir/contract';
import { usePathname } from 'next/navigation';
import { useBoardKey } from '@/lib/context/board';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';

/** A page of a board's settings. */
export type SettingsPage = { href: string; title: string; isCurrent: boolean };

/** The pages of the settings that the person may see, in groups. */
export function useSettingsPages(): SettingsPage[][] {
  const t = useTranslations();
  const { slug, role } = useWorkspace();
  const pathname = usePathname();
  const home = `/${slug}/${useBoardKey()}/settings`;
  const page = (name: string, title: string) => {
    const href = name === '' ? home : `${home}/${name}`;
    return { href, title, isCurrent: pathname === href };
  };
  const isManager = can(role, 'manageBoards');
  return [
    [
      page('', t('settings.board.title')),
      page('columns', t('settings.columns.title')),
      page('swimlanes', t('settings.lanes.title')),
      page('limits', t('settings.limits.title')),
      page('classes', t('settings.classes.title')),
    ],
    [
      page('labels', t('labels.title')),
      page('custom-fields', t('customFields.title')),
      page('card-templates', t('cardTemplates.title')),
      page('recurring', t('recurring.title')),
    ],
    [
      page('intake', t('intakePolicy.title')),
      page('public-form', t('publicForm.title')),
      ...(can(role, 'answerRequests') ? [page('answers', t('answers.templates.panel'))] : []),
    ],
    [
      ...(isManager ? [page('public-link', t('publicBoard.setting.title'))] : []),
      page('roles', t('settings.roles.title')),
    ],
  ];
}
