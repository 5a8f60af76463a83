type Waiting<Ask, Answer> = { ask: Ask; answer: PromiseWithResolvers<Answer> };

/**
 * Reads for several callers at once: those that ask in one turn of the event loop, under one key, share a statement. That is
 * common after writes that were sent in a group, because they are answered in one turn.
 */
export class Together<Ask, Answer> {
  private readonly waiting = new Map<string, Waiting<Ask, Answer>[]>();

  /** `read` returns an answer for each ask, in their order. */
  constructor(private readonly read: (key: string, asks: Ask[]) => Promise<Answer[]>) {}

  ask(key: string, ask: Ask): Promise<Answer> {
    const answer = Promise.withResolvers<Answer>();
    const waiting = this.waiting.get(key);
    if (waiting) waiting.push({ ask, answer });
    else {
      this.waiting.set(key, [{ ask, answer }]);
      setImmediate(() => void this.send(key));
    }
    return answer.promise;
  }

  private async send(key: string): Promise<void> {
    const calls = this.waiting.get(key) ?? [];
    this.waiting.delete(key);
    try {
      const answers = await this.read(
        key,
        calls.map(({ ask }) => ask),
      );
      for (const [at, { answer }] of calls.entries()) answer.resolve(answers[at] as Answer);
    } catch (error) {
      for (const { answer } of calls) answer.reject(error);
    }
  }
}
