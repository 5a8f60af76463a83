/**
 * This browser was signed out without a connection. Its session may still be valid, and only the server can remove the
 * session's cookie: as long as this one is there, the server ignores it. The next sign-in removes this one.
 */
export const signedOutCookie = 'weir-signed-out';
