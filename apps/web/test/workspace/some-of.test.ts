import { expect, test } from '@jest/globals';
import { createWords } from '@weir/words/catalogue';
import { someOf } from '@/features/workspace/audit-log/some-of';

test.each([
  ['en', ['A-1', 'A-2'], 'A-1 and A-2'],
  ['en', ['A-1', 'A-2', 'A-3', 'A-4'], 'A-1, A-2, A-3, and 1 more'],
  ['de', ['A-1', 'A-2', 'A-3', 'A-4', 'A-5'], 'A-1, A-2, A-3 und 2 weitere'],
] as const)('an entry of the audit log in %s that names %j ends its list once', (language, refs, text) => {
  const { t } = createWords(language);
  const others = (count: number) => t('auditLog.others', { count });
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  expect(list.format(someOf(refs, others))).toBe(text);
});
