'use client';

import type { AnswerTemplate, NewAnswerTemplate } from '@weir/contract';
import { useState } from 'react';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { Dialog } from '@/components/overlay/dialog';
import { Menu, MenuItem, MenuLine } from '@/components/overlay/menu';
import { useBoardKey } from '@/lib/context/board';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { TemplateForm } from './template-form';
import styles from './templates.module.css';
import { type TemplateKind, useTemplates } from './use-templates';

type Props = {
  kind: TemplateKind;
  /** What is typed now. It can be saved as a template. */
  text: Pick<NewAnswerTemplate, 'reason' | 'message'>;
  onChoose: (template: AnswerTemplate) => void;
};

/** The templates for the kind of answer that is being written. */
export function TemplateMenu({ kind, text, onChoose }: Props) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const settings = `/${slug}/${useBoardKey()}/settings/answers`;
  const { items, renew } = useTemplates();
  const [isSaving, setSaving] = useState(false);
  if (!items) return null;
  const fitting = items.filter((template) => template.kind === kind);
  return (
    <>
      <Menu
        label={t('answers.templates.menu')}
        placement="bottom end"
        trigger={
          <Button size="small" variant="plain" className={styles.trigger ?? ''}>
            {t('answers.templates.menu')} <Glyph name="chevron" size={12} />
          </Button>
        }
      >
        {fitting.map((template) => (
          <MenuItem
            key={template.id}
            second={firstWords(template.message)}
            onAction={() => onChoose(template)}
          >
            {template.name}
          </MenuItem>
        ))}
        {fitting.length === 0 && <MenuItem isDisabled>{t('answers.templates.none')}</MenuItem>}
        <MenuLine />
        <MenuItem onAction={() => setSaving(true)}>{t('answers.templates.keep')}</MenuItem>
        <MenuItem href={settings}>{t('answers.templates.manage')}</MenuItem>
      </Menu>
      <Dialog title={t('answers.templates.keepTitle')} isOpen={isSaving} onOpenChange={setSaving}>
        {(close) => (
          <TemplateForm
            template={{ name: '', kind, reason: text.reason, message: text.message }}
            onSaved={() => {
              renew();
              close();
            }}
            onCancel={close}
          />
        )}
      </Dialog>
    </>
  );
}

const shownLength = 90;

function firstWords(message: string): string {
  const text = message.replace(/\s+/g, ' ');
  return text.length > shownLength ? `${text.slice(0, shownLength).trimEnd()} …` : text;
}
