import type { Fault } from './verdict.js';

/** What a client of an event stream received, over all its connections: the seqs follow each other without a gap or a double. */
export class ReceivedSeqs {
  readonly faults: Fault[] = [];

  constructor(
    readonly board: string,
    /** The last event that it received. */
    public seq: number,
  ) {}

  /** Takes a line of the stream. `from`: who sent it. */
  line(line: string, from: string): void {
    if (line === 'event: resync') this.fault(`${from} could not go on after event ${this.seq}`, this.seq);
    if (line.startsWith('id:')) this.event(Number(line.slice(3)), from);
  }

  event(seq: number, from: string): void {
    if (seq !== this.seq + 1) this.fault(`${from} sent event ${seq} after ${this.seq}`, seq);
    this.seq = seq;
  }

  /** The faults, and whether the stream ended before the board's last event. */
  faultsAt(clock: number): Fault[] {
    if (this.seq === clock) return this.faults;
    const text = `a stream of ${this.board} ended at ${this.seq} of ${clock}`;
    return [...this.faults, { text, board: this.board, seq: this.seq }];
  }

  private fault(what: string, seq: number): void {
    this.faults.push({ text: `${this.board}: ${what}`, board: this.board, seq });
  }
}
