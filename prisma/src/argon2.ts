/** Argon2id with the parameters of OWASP's Password Storage Cheat Sheet, as the API has them: 19 MiB, two passes, one lane. */
export const argon2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
