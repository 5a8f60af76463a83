const unsent = new Set<Promise<unknown>>();

/**
 * While the work is under way, the browser asks before the page is closed or reloaded: what is not sent by then would
 * be lost. Returns the work.
 */
export function askBeforeLeaving<T>(work: Promise<T>): Promise<T> {
  unsent.add(work);
  window.addEventListener('beforeunload', ask);
  const end = () => {
    unsent.delete(work);
    if (unsent.size === 0) window.removeEventListener('beforeunload', ask);
  };
  work.then(end, end);
  return work;
}

function ask(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
