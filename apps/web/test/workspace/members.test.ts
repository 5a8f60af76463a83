import { expect, test } from '@jest/globals';
import { createWords } from '@weir/words/catalogue';

const { t } = createWords('en');
const german = createWords('de').t;

test('counts what ends with a member', () => {
  expect(t('workspace.members.unassigned.cards', { count: 12 })).toBe('12 cards are unassigned.');
  expect(t('workspace.members.unassigned.cards', { count: 1 })).toBe('One card is unassigned.');
  expect(t('workspace.members.unassigned.requests', { count: 2 })).toBe(
    '2 waiting requests end as withdrawn.',
  );
  expect(german('workspace.members.unassigned.requests', { count: 1 })).toBe(
    'Eine wartende Anfrage endet als zurückgezogen.',
  );
});

test('asks about each role with its article, and about oneself', () => {
  const title = (who: string, role: string) => t('workspace.members.roleTitle', { who, role, name: 'Bao' });
  expect(title('other', 'owner')).toBe('Make Bao an owner?');
  expect(title('you', 'viewer')).toBe('Make yourself a viewer?');
});

test('shows many unread notices as 99+', () => {
  const unread = t.rich('workspace.notices.unread', { count: 120, shown: '99+', word: (text) => text });
  expect([unread].flat(2).join('')).toBe('99+ new');
  expect(t('workspace.notices.bell', { count: 0, shown: '0' })).toBe('Notices, none new');
});
