'use client';

import type { AnswerTemplate } from '@weir/contract';
import { useRef, useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Panel } from '@/components/layout/panel';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { useBoardKey } from '@/lib/context/board';
import { useWorkspace } from '@/lib/context/workspace';
import { focusRows } from '@/lib/focus-rows';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import { TemplateForm } from './template-form';
import styles from './templates.module.css';
import { useTemplates } from './use-templates';

const blank = { name: '', kind: 'defer' as const, reason: null, message: '' };

/** The board's answer templates. */
export function TemplatesPanel({ mayChange }: { mayChange: boolean }) {
  const t = useTranslations();
  const { items, renew } = useTemplates();
  const [isNew, setNew] = useState(false);
  const panel = useRef<HTMLDivElement>(null);
  if (!items) return null;
  return (
    <Panel title={t('answers.templates.panel')}>
      <div ref={panel} tabIndex={-1}>
        {items.length === 0 && <p className={styles.soft}>{t('answers.templates.empty')}</p>}
        {items.length > 0 && (
          <ul className={styles.list}>
            {items.map((template) => (
              <TemplateLine
                key={template.id}
                template={template}
                mayChange={mayChange}
                onChanged={renew}
                onDeleted={async () => {
                  await renew();
                  // The row is gone, and the focus with it.
                  focusRows(panel);
                }}
              />
            ))}
          </ul>
        )}
        {mayChange && (
          <Dialog
            title={t('answers.templates.new')}
            isOpen={isNew}
            onOpenChange={setNew}
            trigger={<Button>{t('answers.templates.new')}</Button>}
          >
            {(close) => (
              <TemplateForm
                template={blank}
                onSaved={() => {
                  renew();
                  close();
                }}
                onCancel={close}
              />
            )}
          </Dialog>
        )}
      </div>
    </Panel>
  );
}

type LineProps = {
  template: AnswerTemplate;
  mayChange: boolean;
  onChanged: () => void;
  onDeleted: () => void;
};

/** One template: its name, kind and text, and the buttons to edit or delete it. */
function TemplateLine({ template, mayChange, onChanged, onDeleted }: LineProps) {
  const t = useTranslations();
  const { id, name, kind, reason, message } = template;
  return (
    <li className={styles.line}>
      <div className={styles.words}>
        <p>
          <b>{name}</b>{' '}
          <span className={styles.soft}>
            {[t(`answers.kind.${kind}`), reason && t(`vocabulary.reasons.${reason}`)]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </p>
        <p className={styles.message}>{message}</p>
      </div>
      {mayChange && (
        <div className={styles.actions}>
          <Dialog
            title={t('answers.templates.editNamed', { name })}
            trigger={
              <Button variant="plain" aria-label={t('answers.templates.editNamed', { name })}>
                {t('answers.templates.edit')}
              </Button>
            }
          >
            {(close) => (
              <TemplateForm
                template={{ name, kind, reason, message }}
                id={id}
                onSaved={() => {
                  onChanged();
                  close();
                }}
                onCancel={close}
              />
            )}
          </Dialog>
          <DeleteTemplate id={id} name={name} onDeleted={onDeleted} />
        </div>
      )}
    </li>
  );
}

function DeleteTemplate({ id, name, onDeleted }: { id: string; name: string; onDeleted: () => void }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const path = requestPaths.template(slug, useBoardKey(), id);
  const save = useSave();
  const remove = async (close: () => void) => {
    const isDeleted = await save.save(() => api.delete(path), {
      announcement: t('answers.templates.deleted', { name }),
    });
    if (!isDeleted) return;
    close();
    onDeleted();
  };
  return (
    <Dialog
      size="small"
      role="alertdialog"
      title={t('answers.templates.deleteTitle', { name })}
      lead={t('answers.templates.deleteText')}
      trigger={
        <Button variant="plain" aria-label={t('answers.templates.deleteNamed', { name })}>
          {t('answers.templates.delete')}
        </Button>
      }
    >
      {(close) => (
        <>
          {save.problem && <ProblemNotice problem={save.problem} />}
          <DialogActions>
            <Button onPress={close}>{t('common.cancel')}</Button>
            <Button variant="danger" isPending={save.isPending} onPress={() => remove(close)}>
              {t('answers.templates.deleteSubmit')}
            </Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}
