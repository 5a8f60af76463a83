import { Injectable } from '@nestjs/common';
import {
  type AdmissionRefusal,
  inWords,
  nextGateStepAt,
  retryAfterSeconds,
  type TicketRefusal,
} from '@weir/domain';
import type { BoardIds } from '../../database/board-ids.js';
import { ForecastsService } from '../../flow/forecasts.service.js';
import type { Refusal } from '../../result.js';
import { DoorRepository, type Queue } from './door.repository.js';

/** What somebody is told whom the door does not let in. */
@Injectable()
export class DoorRefusalsService {
  constructor(
    private readonly repository: DoorRepository,
    private readonly forecasts: ForecastsService,
  ) {}

  /**
   * In words and, at the door, with when to come back. Room in a queue or a quota comes with an answer, so the oldest
   * that is due says when; behind a gate its end does, where it closed by itself the end of its dwell, and where
   * saturation has moved it the next delivery, if that comes later. The forecast is of what would come in last now. One
   * statement more, and one a minute: a flood does not ask for more.
   */
  async told(
    refusal: Refusal,
    place: BoardIds,
    { askerId, now }: { askerId: string; now: Date },
  ): Promise<Refusal> {
    switch (refusal.code) {
      case 'intake-gate-shut':
      case 'intake-gate-throttled':
      case 'intake-gate-probing':
      case 'intake-queue-full':
      case 'form-places-taken':
      case 'requester-quota-reached': {
        const queue = await this.repository.queue(place, askerId, now);
        const due = nextDue(refusal.code, queue);
        const ofGate = refusal.code.startsWith('intake-gate');
        const wait = {
          retryAfterSeconds: retryAfterSeconds({
            now,
            gateUntil: (refusal.facts?.until as string | null | undefined) ?? null,
            forecastAt: ofGate ? await this.forecasts.endOfSaturation(place, queue.gateCause) : null,
            gateStepAt: ofGate ? nextGateStepAt(queue.gate, { byItself: queue.gateByItself, now }) : null,
            answerBys: due ? [due] : [],
          }),
          forecast: await this.forecasts.lately(place, queue.waiting + 1),
        };
        return inSentence({ ...refusal, facts: { ...refusal.facts, ...wait } });
      }
      case 'requester-rate-reached': {
        const span = refusal.facts?.per === 'hour' ? anHour : aDay;
        const since = new Date(now.getTime() - span);
        const earliest = (await this.repository.earliestSince(place, askerId, since)) ?? now;
        const free = new Date(earliest.getTime() + span);
        const wait = { retryAfterSeconds: retryAfterSeconds({ now, answerBys: [free] }) };
        return inSentence({ ...refusal, facts: { ...refusal.facts, ...wait } });
      }
      case 'expedite-claim-waiting':
      case 'not-deferred':
      case 'already-asked':
      case 'too-early':
        return inSentence(refusal);
      default:
        return refusal;
    }
  }
}

const anHour = 3_600_000;
const aDay = 24 * anHour;

/** When an answer is due that would free a place for who was refused so. */
function nextDue(code: Refusal['code'], { nextDue, ownNextDue, guestsNextDue }: Queue): Date | null {
  if (code === 'requester-quota-reached') return ownNextDue;
  return code === 'form-places-taken' ? guestsNextDue : nextDue;
}

function inSentence(refusal: Refusal): Refusal {
  const told = { code: refusal.code, ...refusal.facts } as AdmissionRefusal | TicketRefusal;
  return { ...refusal, detail: inWords(told) };
}
