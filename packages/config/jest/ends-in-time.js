const patience = 90_000;

/**
 * Jest reporter: ends a run that is still open long after its last test, for example because a server does not stop. Without it such
 * a run shows nothing until a person kills it.
 */
export default class EndsInTime {
  onRunComplete(_contexts, results) {
    const end = () => {
      console.error(
        `The run did not end ${patience / 1000} s after its last test. Open: ${process.getActiveResourcesInfo()}`,
      );
      // Jest sets the exit code only after it has called its reporters.
      process.exit(results.success ? 0 : 1);
    };
    setTimeout(end, patience).unref();
  }
}
