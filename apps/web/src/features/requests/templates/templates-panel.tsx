'use client';

import type { AnswerTemplate } from '@weir/contract';
import { useRef, useState } from 'react';
import { Button } from '@/components/form/button';
import { Panel } from '@/components/layout/panel';
import { Dialog } from '@/components/overlay/dialog';
import { focusRows } from '@/lib/focus-rows';
import { TemplateForm } from './template-form';
import { TemplateLine } from './template-line';
import styles from './templates.module.css';
import { useTemplates } from './use-templates';

type Props = { workspace: string; boardKey: string; mayChange: boolean };

const blank = { name: '', kind: 'defer' as const, reason: null, message: '' };

/** The board's templates of answers: words that managers fill in and send. */
export function TemplatesPanel({ workspace, boardKey, mayChange }: Props) {
  const { items, renew } = useTemplates(workspace, boardKey);
  const [isNew, setNew] = useState(false);
  const panel = useRef<HTMLDivElement>(null);
  if (!items) return null;
  return (
    <Panel title="Templates of answers">
      <div ref={panel} tabIndex={-1}>
        {items.length === 0 && (
          <p className={styles.soft}>
            None yet. Words that come up again and again can be kept here, with what changes filled in.
          </p>
        )}
        {items.length > 0 && (
          <ul className={styles.list}>
            {items.map((template: AnswerTemplate) => (
              <TemplateLine
                key={template.id}
                workspace={workspace}
                boardKey={boardKey}
                template={template}
                mayChange={mayChange}
                onChanged={renew}
                onDeleted={async () => {
                  await renew();
                  focusRows(panel);
                }}
              />
            ))}
          </ul>
        )}
        {mayChange && (
          <Dialog
            title="New template"
            isOpen={isNew}
            onOpenChange={setNew}
            trigger={<Button>New template</Button>}
          >
            {(close) => (
              <TemplateForm
                workspace={workspace}
                boardKey={boardKey}
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
