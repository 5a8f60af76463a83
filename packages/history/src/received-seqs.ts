import type { Fault } from './verdict.js';

/** The events that a client of a stream received over all its connections. Their seqs must have no gap and no double. */
export class ReceivedSeqs {
  readonly faults: Fault[] = [];

  constructor(
    readonly board: string,
    /** The seq of the last event that it received. */
    public seq: number,
  ) {}

  /** Begins a connection. `from`: the name of its instance. Returns a function that takes each text of the stream. */
  connection(from: string): (text: string) => void {
    let rest = '';
    return (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.line(line, from);
    };
  }

  private line(line: string, from: string): void {
    if (line === 'event: resync') this.fault(`${from} could not continue after event ${this.seq}`, this.seq);
    if (line.startsWith('id:')) this.event(Number(line.slice(3)), from);
  }

  private event(seq: number, from: string): void {
    if (seq !== this.seq + 1) this.fault(`${from} sent event ${seq} after ${this.seq}`, seq);
    this.seq = seq;
  }

  /** The faults, with one more if the stream ended before the last event of the board. */
  faultsAt(clock: number): Fault[] {
    if (this.seq === clock) return this.faults;
    const text = `a stream of ${this.board} ended at ${this.seq} of ${clock}`;
    return [...this.faults, { text, board: this.board, seq: this.seq }];
  }

  private fault(what: string, seq: number): void {
    this.faults.push({ text: `${this.board}: ${what}`, board: this.board, seq });
  }
}
