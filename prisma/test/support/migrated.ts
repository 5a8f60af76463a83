import { type TemplateDatabase, templateDatabase } from '@weir/stack';
import { migrate } from '../../src/migrate.js';

/** The server that all test files share. */
export const serverUrl = (): string => process.env.WEIR_TEST_SERVER as string;

/** The migrated database that test files copy. The first one prepares it. */
export const migratedTemplate = (): Promise<TemplateDatabase> => templateDatabase(serverUrl(), migrate);
