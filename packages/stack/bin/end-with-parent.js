// Preloaded by the servers: they exit when the process that started them is killed.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
