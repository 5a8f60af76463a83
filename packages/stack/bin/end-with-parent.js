// Preloaded by the servers: when the process that started them is killed, they do not stay behind.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
