import { config } from 'zod/v4/core';

// Before any schema is made: zod tries whether it may compile code, which the content security policy reports.
config({ jitless: true });
