export type JobRun = { job: string; outcome: 'done' | 'failed'; milliseconds: number };

/** Measures the runs of jobs for whoever wants to know. */
export class JobFigures {
  private readonly listeners: ((run: JobRun) => void)[] = [];

  onRun(listener: (run: JobRun) => void): void {
    this.listeners.push(listener);
  }

  async measure(job: string, work: () => Promise<unknown>): Promise<void> {
    const begun = performance.now();
    let outcome: JobRun['outcome'] = 'failed';
    try {
      await work();
      outcome = 'done';
    } finally {
      const milliseconds = performance.now() - begun;
      for (const listener of this.listeners) listener({ job, outcome, milliseconds });
    }
  }
}
