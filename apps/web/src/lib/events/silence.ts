/** How late a timer is in a process or tab that was suspended, in milliseconds. */
const suspended = 2_000;
/** After a suspension what has arrived meanwhile is read first. */
const grace = 1_000;

/** Watches for a silence. Timers of hidden tabs come late: `check` finds out what one of them has not yet. */
export type SilenceWatch = { heard(): void; check(): void; end(): void };

/** Calls `onSilence` after this many milliseconds of silence. */
export function watchSilence(silence: number, onSilence: () => void): SilenceWatch {
  let heardAt = performance.now();
  let dueAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = (time: number) => {
    clearTimeout(timer);
    dueAt = performance.now() + time;
    timer = setTimeout(fire, time);
  };
  const fire = () => {
    if (performance.now() - dueAt > suspended) wait(grace);
    else onSilence();
  };
  wait(silence);
  return {
    heard() {
      heardAt = performance.now();
      wait(silence);
    },
    check() {
      if (performance.now() - heardAt > silence + grace) wait(grace);
    },
    end: () => clearTimeout(timer),
  };
}

/** The same bytes, until the body ends or is silent for this many milliseconds. */
export function endedBySilence(
  body: ReadableStream<Uint8Array>,
  silence: number,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  // A read that waits then says that the body is done.
  const watch = watchSilence(silence, () => void reader.cancel().catch(() => undefined));
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) {
        watch.end();
        return controller.close();
      }
      watch.heard();
      controller.enqueue(value);
    },
    cancel(reason) {
      watch.end();
      return reader.cancel(reason);
    },
  });
}
