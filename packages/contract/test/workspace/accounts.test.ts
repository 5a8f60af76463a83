import {
  allowedRoles,
  can,
  Email,
  NewInvitation,
  NewUser,
  NewWorkspace,
  type Role,
} from '../../src/index.js';

test('an e-mail address is trimmed and stored in lower case', () => {
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
])('a password of %i characters is valid: %p', (length, taken) => {
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
])('a workspace address %s is valid: %p', (slug, taken) => {
  expect(NewWorkspace.safeParse({ slug, name: 'Demo' }).success).toBe(taken);
});

test('an invitation needs an existing role', () => {
  expect(NewInvitation.safeParse({ role: 'manager' }).success).toBe(true);
  expect(NewInvitation.safeParse({ role: 'admin' }).success).toBe(false);
});

/** The table of roles, row by row, as the API’s documentation has it. */
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
