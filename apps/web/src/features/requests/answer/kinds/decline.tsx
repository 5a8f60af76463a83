'use client';

import type { AnswerKindParts, KindFieldsProps } from './answer-kind';
import { ReasonField } from './fields';

/** Declines the request for good. */
export const decline: AnswerKindParts = {
  kind: 'decline',
  shortcut: 'n',
  draft: {},
  Fields,
  faults: ({ draft: { reason } }) => (reason ? [] : [{ path: 'reason', code: 'reason' }]),
  body: ({ draft: { reason } }) => ({ reason }),
  letter: ({ draft: { reason } }) => ({ reason }),
};

function Fields({ draft, change, errorAt }: KindFieldsProps) {
  return (
    <ReasonField value={draft.reason} error={errorAt('reason')} onChange={(reason) => change({ reason })} />
  );
}
