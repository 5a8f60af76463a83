import { type Action, can, roles } from '@weir/contract';
import { Panel } from '@/components/layout/panel';
import { roleWords } from '@/features/workspace/account/role-words';
import styles from './settings.module.css';

const sentences: [Action, string][] = [
  ['manageMembers', 'invites people and sets their roles'],
  ['manageBoards', 'changes columns, limits and the intake'],
  ['overrideLimits', 'passes limits that ask for a reason'],
  ['setGate', 'opens and shuts the gate'],
  ['answerRequests', 'answers requests'],
  ['changeCards', 'creates, edits and moves cards'],
  ['readBoards', 'reads the board and all requests'],
  ['submitRequests', 'asks, and reads the answers'],
];

/** Who may do what here, from the same table by which the API decides. */
export function RolesPanel() {
  return (
    <Panel title="Who may do what">
      <dl className={styles.roles}>
        {roles.map((role) => (
          <div key={role}>
            <dt>{roleWords[role].label}</dt>
            <dd>{sentenceOf(sentences.filter(([action]) => can(role, action)).map(([, words]) => words))}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

function sentenceOf(parts: string[]): string {
  const text = parts.join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
