/** Something that people work on: it is finished when the station’s work for each has reached `finish`. */
export type Job = { finish: number };

/**
 * People who share their time equally among their jobs: processor sharing with at most full pace for each (L. Kleinrock, Queueing Systems
 * II, 1976). Each job gets the same, so one sum says how far all of them are.
 */
export class Station<Of extends Job> {
  readonly jobs: Of[] = [];
  /** When the next job is finished. */
  nextAt = Infinity;
  private done = 0;
  private pace = 0;

  constructor(private capacity: number) {}

  staff(capacity: number, now: number): void {
    this.capacity = capacity;
    this.plan(now);
  }

  /** Time passes. */
  advance(length: number): void {
    this.done += length * this.pace;
  }

  add(job: Of, work: number, now: number): void {
    job.finish = this.done + work;
    this.jobs.push(job);
    this.plan(now);
  }

  /** Takes out the job that is finished first. */
  takeFinished(now: number): Of {
    let first = 0;
    for (let at = 1; at < this.jobs.length; at += 1)
      if (this.jobs[at]!.finish < this.jobs[first]!.finish) first = at;
    return this.take(first, now);
  }

  remove(job: Of, now: number): void {
    this.take(this.jobs.indexOf(job), now);
  }

  private take(at: number, now: number): Of {
    const job = this.jobs[at] as Of;
    this.jobs[at] = this.jobs.at(-1) as Of;
    this.jobs.pop();
    this.plan(now);
    return job;
  }

  private plan(now: number): void {
    const { jobs } = this;
    if (jobs.length === 0) {
      this.nextAt = Infinity;
      return;
    }
    this.pace = Math.min(1, this.capacity / jobs.length);
    let first = Infinity;
    for (let at = 0; at < jobs.length; at += 1) if (jobs[at]!.finish < first) first = jobs[at]!.finish;
    this.nextAt = now + Math.max(0, first - this.done) / this.pace;
  }
}
