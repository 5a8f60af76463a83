import { can, type Role } from '@weir/contract';
import type { Translate } from '@weir/words';

type Reader = { slug: string; role: Role; board: string };

/** The pages of a board's settings that the person may see, in groups. */
export function settingsPages(t: Translate, { slug, role, board }: Reader) {
  const home = `/${slug}/${board}/settings`;
  const page = (name: string, title: string) => ({ href: name === '' ? home : `${home}/${name}`, title });
  return [
    [
      page('', t('settings.board.title')),
      page('columns', t('settings.columns.title')),
      page('swimlanes', t('settings.lanes.title')),
      page('limits', t('settings.limits.title')),
      page('classes', t('settings.classes.title')),
      page('service-levels', t('serviceLevels.title')),
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
      ...(can(role, 'manageBoards') ? [page('public-link', t('publicBoard.setting.title'))] : []),
      page('roles', t('settings.roles.title')),
    ],
  ];
}
