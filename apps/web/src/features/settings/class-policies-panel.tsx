'use client';

import { type Board, BoardSettingsChange, type ClassOfService } from '@weir/contract';
import { classesOfService, classPolicyDefaults } from '@weir/domain';
import { fieldError, ProblemNotice } from '@/components/feedback/problem-notice';
import { Form } from '@/components/form/form';
import { SaveButton } from '@/components/form/save-button';
import { TextArea } from '@/components/form/text-field';
import { Panel } from '@/components/layout/panel';
import { classWords } from '@/features/requests/words';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { invalidInput } from '@/lib/api/result';
import { useUnsaved } from '@/lib/use-unsaved';
import styles from './settings.module.css';
import { useSaving } from './use-saving';

type Props = { workspace: string; board: Board; mayChange: boolean };

/** What each class of service means here; where nothing is written, the text that every board begins with. */
export function ClassPoliciesPanel({ workspace, board, mayChange }: Props) {
  const saving = useSaving(workspace, board.key);
  const [draft, setDraft] = useUnsaved<Partial<Record<ClassOfService, string>>>(
    `class policies ${paths.board(workspace, board.key)}`,
    {},
  );
  const save = async () => {
    const texts = Object.entries(draft).map(([id, text]) => [id, text.trim() || null]);
    const change = BoardSettingsChange.safeParse({ classPolicies: Object.fromEntries(texts) });
    if (!change.success) return saving.refuse(invalidInput(change.error));
    if (await saving.save(() => api.patch(paths.board(workspace, board.key), change.data))) setDraft({});
  };
  const isTyped = classesOfService.some(
    (id) => (draft[id] ?? board.classPolicies[id]) !== board.classPolicies[id],
  );
  const faults = classesOfService.map((id) => fieldError(saving.problem, `classPolicies.${id}`));
  return (
    <Panel title="Classes of service">
      <p className={styles.lead}>
        What each class means on this board, for everyone to read. Grey is the text that holds as long as you
        write none.
      </p>
      <Form onSubmit={save} label="Classes of service">
        {classesOfService.map((id, at) => (
          <TextArea
            key={id}
            label={classWords[id].label}
            optional
            rows={2}
            max={1000}
            value={draft[id] ?? board.classPolicies[id] ?? ''}
            placeholder={classPolicyDefaults[id]}
            onChange={(text) => {
              setDraft((now) => ({ ...now, [id]: text }));
              saving.touch();
            }}
            isReadOnly={!mayChange}
            error={faults[at]}
          />
        ))}
        {saving.problem && !faults.some(Boolean) && <ProblemNotice problem={saving.problem} />}
        {mayChange && <SaveButton saving={saving} name="Save the classes of service" isTyped={isTyped} />}
      </Form>
    </Panel>
  );
}
