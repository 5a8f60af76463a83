/** The settings of the web's server. Tests set the API's address before the first call. */
export const secrets = {
  WEIR_TOKEN_SECRET: 'a secret that the web and the API share',
  NEXTAUTH_SECRET: 'a secret for the cookie of the browser alone',
  NEXTAUTH_URL: 'https://weir.test',
};
Object.assign(process.env, secrets);

export const rana = {
  userId: '0198a000-0000-7000-8000-000000000004',
  sessionId: '0198a000-0000-7000-8000-00000000aaaa',
  name: 'Rana Roy',
  email: 'requester@demo.test',
};
