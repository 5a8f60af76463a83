/** Retries saved up at most. */
const most = 10;
/** Retries that a call saves up: one for every ten calls. */
const perCall = 0.1;

/**
 * How many retries a client may make, over all its calls. While the API is well, retries are few and the budget is full. When it is
 * down, the budget is soon spent, and retries don’t multiply its load.
 */
export class RetryBudget {
  private left = most;

  /** Counts a call. */
  save(): void {
    this.left = Math.min(most, this.left + perCall);
  }

  /** Takes one retry; false if none is left. */
  spend(): boolean {
    if (this.left < 1) return false;
    this.left -= 1;
    return true;
  }
}
