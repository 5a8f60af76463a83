'use client';

import type { AnswerTemplate, NewAnswerTemplate } from '@weir/contract';
import { useState } from 'react';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { Dialog } from '@/components/overlay/dialog';
import { Menu, MenuItem, MenuLine } from '@/components/overlay/menu';
import { TemplateForm } from './template-form';
import styles from './templates.module.css';
import { useTemplates } from './use-templates';

type Props = {
  workspace: string;
  boardKey: string;
  kind: AnswerTemplate['kind'];
  /** What is written now, to be kept under a name. */
  words: Pick<NewAnswerTemplate, 'reason' | 'message'>;
  onChoose: (template: AnswerTemplate) => void;
};

/** Words that were written once, for the kind of answer that is being written; and the way to keep these. */
export function TemplateMenu({ workspace, boardKey, kind, words, onChoose }: Props) {
  const { items, renew } = useTemplates(workspace, boardKey);
  const [isKeeping, setKeeping] = useState(false);
  if (!items) return null;
  const fitting = items.filter((template) => template.kind === kind);
  return (
    <>
      <Menu
        label="Templates"
        placement="bottom end"
        trigger={
          <Button size="small" variant="plain" className={styles.trigger ?? ''}>
            Templates <Glyph name="chevron" size={12} />
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
        {fitting.length === 0 && <MenuItem isDisabled>No template for this answer yet</MenuItem>}
        <MenuLine />
        <MenuItem onAction={() => setKeeping(true)}>Keep these words as a template …</MenuItem>
        <MenuItem href={`/${workspace}/${boardKey}/settings#templates`}>Manage templates</MenuItem>
      </Menu>
      <Dialog title="Keep as a template" isOpen={isKeeping} onOpenChange={setKeeping}>
        {(close) => (
          <TemplateForm
            workspace={workspace}
            boardKey={boardKey}
            template={{ name: '', kind, ...words }}
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

const shown = 90;

function firstWords(message: string): string {
  const words = message.replace(/\s+/g, ' ');
  return words.length > shown ? `${words.slice(0, shown).trimEnd()} …` : words;
}
