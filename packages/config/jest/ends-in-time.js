const patience = 90_000;

/**
 * Jest reporter: ends a run whose servers do not stop, or that something keeps open, long after its last test. Such a run would show
 * nothing until somebody kills it.
 */
export default class EndsInTime {
  onRunComplete(_contexts, results) {
    const end = () => {
      console.error(
        `The run did not end ${patience / 1000} s after its last test. Open: ${process.getActiveResourcesInfo()}`,
      );
      // Jest sets it after it has called its reporters.
      process.exit(results.success ? 0 : 1);
    };
    setTimeout(end, patience).unref();
  }
}
