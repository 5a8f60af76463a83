import { todayIn } from '@weir/domain';
import type { WipLimit } from '../../generated/client.js';
import type { Person } from '../cast.js';
import type { BoardHistory } from '../history/board-history.js';
import { decideTrial, endTrial, type PlannedTrial, tryLimit } from '../history/trials.js';
import type { LimitTrialRow } from '../rows.js';

/** The trials of a board's limits: each begins with a change, ends after its days, and is decided on the next day of work. */
export class TrialActivity {
  private current: { trial: LimitTrialRow; planned: PlannedTrial } | null = null;

  constructor(
    private readonly history: BoardHistory,
    private readonly manager: Person,
  ) {}

  begin(at: Date, limit: WipLimit, { max, planned }: { max: number; planned: PlannedTrial }): void {
    this.current = { trial: tryLimit(this.history, at, this.manager, limit, { max, planned }), planned };
  }

  /** Ends the trial on the first working day after it, and decides about it on the next. It draws no random numbers. */
  goOn(now: Date): void {
    if (!this.current) return;
    const { trial, planned } = this.current;
    const today = todayIn(now, this.history.intake.timeZone);
    if (!trial.endedAt) {
      if (today > trial.endsOn) endTrial(this.history, now, trial, planned);
    } else if (today > todayIn(trial.endedAt, this.history.intake.timeZone)) {
      decideTrial(this.history, now, this.manager, trial, planned);
      this.current = null;
    }
  }
}
