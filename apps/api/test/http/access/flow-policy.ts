import type { Role } from '@weir/contract';
import type { Policy } from './account-policy.js';

const readers: Role[] = ['owner', 'manager', 'member', 'viewer'];

/** The access rules of flow figures and forecasts. */
export const flowPolicy: Policy = {
  'GET B/digest': { allowed: readers },
  'GET W/digest': { allowed: readers },
  'GET B/flow/ageing': { allowed: readers },
  'GET W/flow/ageing': { allowed: readers },
  'GET B/flow/arrivals': { allowed: readers },
  'GET W/flow/arrivals': { allowed: readers },
  'GET B/flow/backtest': { allowed: readers },
  'GET B/flow/blocked': { allowed: readers },
  'GET W/flow/blocked': { allowed: readers },
  'GET B/flow/calibration': { allowed: readers },
  'GET W/flow/calibration': { allowed: readers },
  'GET B/flow/calibration/missed': { allowed: readers },
  'GET W/flow/calibration/missed': { allowed: readers },
  'GET B/flow/cfd': { allowed: readers },
  'GET W/flow/cfd': { allowed: readers },
  'GET B/flow/cycle-time': { allowed: readers },
  'GET W/flow/cycle-time': { allowed: readers },
  'GET B/flow/efficiency': { allowed: readers },
  'GET W/flow/efficiency': { allowed: readers },
  'GET B/flow/forecast': { allowed: readers, query: '?items=5' },
  'GET W/flow/forecast': { allowed: readers, query: '?boards=BOARD:5' },
  'GET B/flow/requests': { allowed: readers },
  'GET W/flow/requests': { allowed: readers },
  'GET B/flow/sle': { allowed: readers },
  'GET W/flow/sle': { allowed: readers },
  'GET B/cards/:number/sle': { allowed: readers },
  'GET B/flow/throughput': { allowed: readers },
  'GET W/flow/throughput': { allowed: readers },
  'GET B/flow/what-if': { allowed: readers, query: '?depth=9' },
};
