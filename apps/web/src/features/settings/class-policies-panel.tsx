'use client';

import { type Board, BoardSettingsChange, type ClassOfService } from '@weir/contract';
import { classesOfService, classPolicyDefaults } from '@weir/domain';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Form } from '@/components/form/form';
import { SaveButton } from '@/components/form/save-button';
import { TextArea } from '@/components/form/text-field';
import { Panel } from '@/components/layout/panel';
import { classWords } from '@/features/requests/words';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { useApiForm } from '@/lib/forms/use-api-form';
import styles from './settings.module.css';

type Props = { board: Board; mayChange: boolean };
type Texts = Record<ClassOfService, string>;

/** What each class of service means here. Without a text of its own the default text applies. */
export function ClassPoliciesPanel({ board, mayChange }: Props) {
  const path = paths.board(useWorkspace().slug, board.key);
  const form = useApiForm({
    schema: BoardSettingsChange,
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
    said: 'Saved',
    onSaved: useRenewBoard(),
  });
  return (
    <Panel title="Classes of service">
      <p className={styles.lead}>
        What each class means on this board, for everyone to read. Grey is the text that holds as long as you
        write none.
      </p>
      <Form {...form.props} label="Classes of service">
        {classesOfService.map((id) => (
          <TextArea
            key={id}
            label={classWords[id].label}
            optional
            rows={2}
            max={1000}
            {...form.field(`classPolicies.${id}`)}
            placeholder={classPolicyDefaults[id]}
            isReadOnly={!mayChange}
          />
        ))}
        {form.problem && <ProblemNotice problem={form.problem} />}
        {mayChange && <SaveButton saving={form} name="Save the classes of service" isTyped={form.isTyped} />}
      </Form>
    </Panel>
  );
}

function textsOf({ classPolicies }: Board): Texts {
  return Object.fromEntries(classesOfService.map((id) => [id, classPolicies[id] ?? ''])) as Texts;
}
