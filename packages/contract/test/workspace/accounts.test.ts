import {
  allowedRoles,
  can,
  Email,
  NewInvitation,
  NewUser,
  NewWorkspace,
  type Role,
} from '../../src/index.js';

test('an address is kept in lower case, without the spaces around it', () => {
  expect(Email.parse('  Olga@Demo.TEST ')).toBe('olga@demo.test');
  for (const value of ['olga', 'olga@', '@demo.test', 'olga @demo.test', '']) {
    expect(Email.safeParse(value).success).toBe(false);
  }
});

test.each([
  [7, false],
  [8, true],
  [200, true],
  [201, false],
])('a password of %i characters: %p', (length, taken) => {
  const user = { email: 'olga@demo.test', name: 'Olga', password: 'x'.repeat(length) };
  expect(NewUser.safeParse(user).success).toBe(taken);
});

test.each([
  ['demo', true],
  ['platform-team-2', true],
  ['d', false],
  ['Demo', false],
  ['-demo', false],
  ['a--b', false],
  ['x'.repeat(41), false],
])('a workspace at %s: %p', (slug, taken) => {
  expect(NewWorkspace.safeParse({ slug, name: 'Demo' }).success).toBe(taken);
});

test('people are invited to a role that exists', () => {
  expect(NewInvitation.safeParse({ role: 'manager' }).success).toBe(true);
  expect(NewInvitation.safeParse({ role: 'admin' }).success).toBe(false);
});

/** The table of roles in API.md, row by row. */
test.each([
  ['manageMembers', 'owner'],
  ['manageWorkspace', 'owner'],
  ['manageBoards', 'owner manager'],
  ['setGate', 'owner manager'],
  ['overrideLimits', 'owner manager'],
  ['changeCards', 'owner manager member'],
  ['readBoards', 'owner manager member viewer'],
  ['readEvents', 'owner manager member viewer'],
  ['readAllRequests', 'owner manager member viewer'],
  ['answerRequests', 'owner manager'],
  ['submitRequests', 'owner manager member requester'],
  ['readOwnRequests', 'owner manager member requester'],
  ['withdrawOwnRequests', 'owner manager member requester'],
  ['readPressure', 'owner manager member requester'],
] as const)('%s is for %s', (action, those) => {
  const everyone: Role[] = ['owner', 'manager', 'member', 'requester', 'viewer'];
  expect(everyone.filter((role) => can(role, action)).join(' ')).toBe(those);
  expect(allowedRoles[action].join(' ')).toBe(those);
});
