type Figures = { done: number; failed: number; seconds: number };

/** Counts the runs of jobs on this instance, and the seconds that they took. */
export class JobFigures {
  readonly byJob = new Map<string, Figures>();

  /** Sets the figures of a job to 0, so that monitoring sees its first failure as an increase. */
  add(job: string): void {
    this.byJob.set(job, { done: 0, failed: 0, seconds: 0 });
  }

  async measure(job: string, work: () => Promise<unknown>): Promise<void> {
    const begun = performance.now();
    let outcome: 'done' | 'failed' = 'failed';
    try {
      await work();
      outcome = 'done';
    } finally {
      const figures = this.byJob.get(job);
      if (figures) {
        figures[outcome] += 1;
        figures.seconds += (performance.now() - begun) / 1000;
      }
    }
  }
}
