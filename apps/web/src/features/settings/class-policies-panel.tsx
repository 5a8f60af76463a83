'use client';

import { type Board, type ClassOfService } from '@weir/contract';
import { classesOfService } from '@weir/domain';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Form } from '@/components/form/form';
import { SaveInPlace } from '@/components/form/save-button';
import { TextArea } from '@/components/form/text-field';
import { Panel } from '@/components/layout/panel';
import { api } from '@/lib/api/client';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { schemas } from '@/lib/forms/schemas';
import { useInPlaceForm } from '@/lib/forms/use-in-place-form';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './settings.module.css';
import { useSettings } from './settings-context';

type Texts = Record<ClassOfService, string>;

/** What each class of service means on this board. An empty text means that the default text applies. */
export function ClassPoliciesPanel() {
  const { board, mayChange } = useSettings();
  const t = useTranslations();
  const path = boardPaths.board(useWorkspace().slug, board.key);
  const form = useInPlaceForm({
    schema: schemas.BoardSettingsChange,
    savedValues: { classPolicies: textsOf(board) },
    draftKey: `class policies ${path}`,
    // Only the texts that differ: somebody else may have changed another one meanwhile.
    toBody: ({ classPolicies: texts }, _, from) => ({
      classPolicies: Object.fromEntries(
        classesOfService
          .filter((id) => texts[id] !== from.classPolicies[id])
          .map((id) => [id, texts[id].trim() || null]),
      ),
    }),
    send: (change) => api.patch(path, change),
    announcement: t('components.save.saved'),
    onSaved: useRenewBoard(),
  });
  return (
    <Panel
      title={t('settings.classes.title')}
      actions={mayChange && <SaveInPlace form={form} name={t('settings.classes.save')} />}
    >
      <p className={styles.lead}>{t('settings.classes.lead')}</p>
      <Form {...form.props} label={t('settings.classes.title')}>
        {classesOfService.map((id) => (
          <TextArea
            key={id}
            label={t(`vocabulary.classes.${id}`)}
            optional
            rows={2}
            max={1000}
            {...form.field(`classPolicies.${id}`)}
            placeholder={t(`vocabulary.classPolicies.${id}`)}
            isReadOnly={!mayChange}
          />
        ))}
        {form.problem && <ProblemNotice problem={form.problem} />}
      </Form>
    </Panel>
  );
}

function textsOf({ classPolicies }: Board): Texts {
  return Object.fromEntries(classesOfService.map((id) => [id, classPolicies[id] ?? ''])) as Texts;
}
