import type { WaitingRequest } from '../../src/index.js';

/** A waiting request, submitted on the day of February 2026 with its number. */
export function aWaitingRequest(
  number: number,
  classOfService: WaitingRequest['classOfService'],
  byTicket = false,
): WaitingRequest {
  return { number, classOfService, byTicket, submittedAt: new Date(Date.UTC(2026, 1, number)) };
}
