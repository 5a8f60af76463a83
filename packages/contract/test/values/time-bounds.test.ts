import { describe, expect, it } from '@jest/globals';
import {
  faultOfTimes,
  isLongerCall,
  longerBoundsOf,
  timeBoundNames,
  timeBoundsOf,
  timeSettings,
} from '../../src/time-bounds.js';

describe('the bounds of time', () => {
  it.each([
    ['of usual calls', timeBoundsOf(timeSettings)],
    ['of longer calls', longerBoundsOf(timeSettings)],
  ])('rise by default, %s', (_, bounds) => {
    const times = timeBoundNames.map((name) => bounds[name]);
    // A longer call waits for its turn, but a connection to the database opens as fast as for others.
    const rising = times.filter((_time, at) => timeBoundNames[at] !== 'connect');
    expect(rising).toEqual(rising.toSorted((a, b) => a - b));
    expect(new Set(rising).size).toBe(rising.length);
    expect(faultOfTimes(timeSettings)).toBe(null);
  });

  it.each([
    ['WEIR_LOCK_SECONDS', { WEIR_POOL_WAIT_SECONDS: 1 }, 'more than 1 seconds', 'WEIR_POOL_WAIT_SECONDS'],
    ['WEIR_CONNECT_SECONDS', { WEIR_LOCK_SECONDS: 2 }, 'more than 2 seconds', 'WEIR_LOCK_SECONDS'],
    ['WEIR_STATEMENT_SECONDS', { WEIR_CONNECT_SECONDS: 2 }, 'more than 2 seconds', 'WEIR_CONNECT_SECONDS'],
    ['WEIR_REQUEST_SECONDS', { WEIR_STATEMENT_SECONDS: 4 }, 'more than 5 seconds', 'WEIR_STATEMENT_SECONDS'],
    ['WEIR_FRONT_SECONDS', { WEIR_REQUEST_SECONDS: 9 }, 'more than 9 seconds', 'WEIR_REQUEST_SECONDS'],
    [
      'WEIR_LONGER_REQUEST_SECONDS',
      { WEIR_LONGER_STATEMENT_SECONDS: 60 },
      'more than 61 seconds',
      'WEIR_LONGER_STATEMENT_SECONDS',
    ],
  ])('are refused at start if %s is not above the bound inside it', (setting, change, text, inner) => {
    const fault = faultOfTimes({ ...timeSettings, ...change });
    expect(fault).toEqual({ setting, message: expect.stringContaining(text) });
    expect(fault?.message).toContain(inner);
  });
});

describe('longer calls', () => {
  const board = '/v1/workspaces/demo/boards/PLAT';
  it.each([
    `${board}/flow/cfd`,
    '/v1/workspaces/:workspace/flow/cycle-time',
    `${board}/cards/7/forecast`,
    `${board}/limits/trials`,
    `${board}/intake/ledger.csv`,
    `${board}/deletion`,
    '/v1/workspaces/demo/export',
    '/v1/workspaces/demo/export/files.zip',
    '/v1/workspaces/demo/imports/7/run',
    '/v1/workspaces/demo/webhooks/7/test',
    '/v1/workspaces/demo/overview',
    '/v1/workspaces/demo/demo',
    '/v1/me/data',
    '/v1/me/push-subscriptions/7/test',
  ])('include %s', (path) => expect(isLongerCall(path)).toBe(true));

  it.each([
    board,
    `${board}/cards/7/position`,
    '/v1/workspaces/demo/search',
    '/v1/workspaces/export/boards/FLOW/events',
    '/v1/me',
    '/v1/sessions',
  ])('do not include %s', (path) => expect(isLongerCall(path)).toBe(false));
});
