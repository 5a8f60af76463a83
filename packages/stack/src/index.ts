export { runPrismaProgram } from './installation/prisma-program.js';
export { freePort, isFree } from './ports.js';
export { type EmbeddedOptions, embeddedPostgres, type Postgres } from './postgres/embedded.js';
export { databaseUrl, type TemplateDatabase, templateDatabase } from './postgres/template.js';
export { type Server, type ServerOptions, startServer } from './servers.js';
export { Trouble } from './trouble.js';
