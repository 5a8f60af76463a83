'use client';

import type { Board, CardTemplate } from '@weir/contract';
import { useRef } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Panel } from '@/components/layout/panel';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { useCardTemplates } from '@/features/board/card/templates/use-card-templates';
import { api } from '@/lib/api/client';
import { boardSetupPaths } from '@/lib/api/paths/board-setup-paths';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { focusRows } from '@/lib/focus-rows';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import settings from '../settings.module.css';
import { useSettings } from '../settings-context';
import styles from './card-templates.module.css';
import { TemplateForm } from './template-form';

/** What new cards of the board can start with. */
export function CardTemplatesPanel() {
  const { board, mayChangeCards: mayChange } = useSettings();
  const t = useTranslations();
  const templates = useCardTemplates(board.key);
  const panel = useRef<HTMLDivElement>(null);
  return (
    <Panel title={t('cardTemplates.title')}>
      <p className={settings.lead}>{t('cardTemplates.lead')}</p>
      <div ref={panel} tabIndex={-1}>
        {templates?.length === 0 && <p className={styles.soft}>{t('cardTemplates.none')}</p>}
        <ul className={styles.list}>
          {templates?.map((template) => (
            <li key={template.id} className={styles.line}>
              <TemplateLine template={template} />
              {mayChange && (
                <div className={styles.actions}>
                  <EditTemplate board={board} template={template} />
                  <DeleteTemplate board={board} template={template} onDeleted={() => focusRows(panel)} />
                </div>
              )}
            </li>
          ))}
        </ul>
        {mayChange && (
          <Dialog title={t('cardTemplates.new')} trigger={<Button>{t('cardTemplates.new')}</Button>}>
            {(close) => <TemplateForm board={board} onClose={close} />}
          </Dialog>
        )}
      </div>
    </Panel>
  );
}

function TemplateLine({ template }: { template: CardTemplate }) {
  const t = useTranslations();
  const { name, title, classOfService, checklistItems } = template;
  const facts = [
    title,
    classOfService !== 'standard' && t(`vocabulary.classes.${classOfService}`),
    checklistItems.length > 0 && t('cardTemplates.steps', { count: checklistItems.length }),
  ];
  return (
    <div className={styles.words}>
      <p dir="auto">
        <b>{name}</b>
      </p>
      <p className={styles.soft} dir="auto">
        {facts.filter(Boolean).join(' · ')}
      </p>
    </div>
  );
}

function EditTemplate({ board, template }: { board: Board; template: CardTemplate }) {
  const t = useTranslations();
  const title = t('cardTemplates.editNamed', { name: template.name });
  return (
    <Dialog
      title={title}
      trigger={
        <Button variant="plain" aria-label={title}>
          {t('cardTemplates.edit')}
        </Button>
      }
    >
      {(close) => <TemplateForm board={board} template={template} onClose={close} />}
    </Dialog>
  );
}

type DeleteProps = { board: Board; template: CardTemplate; onDeleted: () => void };

function DeleteTemplate({ board, template: { id, name }, onDeleted }: DeleteProps) {
  const t = useTranslations();
  const path = boardSetupPaths.cardTemplate(useWorkspace().slug, board.key, id);
  const save = useSave({ onSaved: useRenewBoard() });
  const remove = async (close: () => void) => {
    const announcement = t('cardTemplates.deleted', { name });
    if (!(await save.save(() => api.delete(path), { announcement }))) return;
    close();
    onDeleted();
  };
  return (
    <Dialog
      size="small"
      role="alertdialog"
      title={t('cardTemplates.deleteTitle', { name })}
      lead={t('cardTemplates.deleteText')}
      trigger={
        <Button variant="plain" aria-label={t('cardTemplates.deleteNamed', { name })}>
          {t('cardTemplates.delete')}
        </Button>
      }
    >
      {(close) => (
        <>
          {save.problem && <ProblemNotice problem={save.problem} />}
          <DialogActions>
            <Button onPress={close}>{t('common.cancel')}</Button>
            <Button variant="danger" isPending={save.isPending} onPress={() => remove(close)}>
              {t('cardTemplates.deleteSubmit')}
            </Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}
