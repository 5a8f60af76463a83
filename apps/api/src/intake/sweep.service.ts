import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { maxPauseDays } from '@weir/domain';
import { eachDue } from '../background/each-due.js';
import { Jobs } from '../background/jobs.service.js';
import { Clock } from '../clock.js';
import { ENV, type Env } from '../env.js';
import { ExpectedDatesService } from '../requests/delivery/expected-dates.service.js';
import { WorkNoticesService } from '../requests/delivery/work-notices.service.js';
import { TicketNoticesService } from '../requests/tickets/ticket-notices.service.js';
import { DeadlinesService } from './deadlines/deadlines.service.js';
import { GateStepsService } from './gate/gate-steps.service.js';
import { NotifyMeService } from './notify-me/notify-me.service.js';
import { RestStepsService } from './overload/rest-steps.service.js';

/** How many requests, and tickets, one run handles; the next run does the rest. */
const mostAtOnce = 2000;
const aDay = 86_400_000;

/**
 * Handles on all boards what is due by time: deadlines and corrections of them, tickets that become valid, news of accepted work, rests and moves
 * of the gate, and notices of room. It works only from columns and the clock, so nothing is missed or
 * done twice if a run is interrupted, is late or overlaps with another.
 */
@Injectable()
export class SweepService implements OnModuleInit {
  private readonly log = new Logger('Sweep');

  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly jobs: Jobs,
    private readonly deadlines: DeadlinesService,
    private readonly tickets: TicketNoticesService,
    private readonly work: WorkNoticesService,
    private readonly dates: ExpectedDatesService,
    private readonly rests: RestStepsService,
    private readonly gates: GateStepsService,
    private readonly notifyMe: NotifyMeService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.every('intake-sweep', this.env.WEIR_SWEEP_SECONDS, (signal) => this.sweep(signal));
  }

  /** A board that fails is logged and tried again in the next run; the others go on. After `stop` it skips the rest. */
  async sweep(stopped?: AbortSignal): Promise<void> {
    const now = this.clock.now();
    const askedBefore = new Date(now.getTime() - maxPauseDays * aDay);
    const run = { log: this.log, stopped };
    const each = <Due>(all: Iterable<Due> | AsyncIterable<Due>, handle: (due: Due) => Promise<void>) =>
      eachDue(all, handle, run);
    const boards = await this.deadlines.due({ now, askedBefore, most: mostAtOnce });
    if (!(await each(boards, (board) => this.deadlines.keep(board, now)))) return;
    await each([now], () => this.deadlines.announceMoved(now, mostAtOnce));
    await this.tickets.notifyDue(now, mostAtOnce);
    const works = await this.work.due(now, mostAtOnce);
    if (!(await each(works, (work) => this.work.announce(work, now)))) return;
    if (!(await each(await this.dates.due(now), (dates) => this.dates.refresh(dates, now)))) return;
    await each([now], () => this.rests.passArchivedDays());
    if (!(await each(this.gates.loads(), (board) => this.gates.step(board)))) return;
    await each(await this.notifyMe.boards(now), (board) => this.notifyMe.notify(board, now));
  }
}
