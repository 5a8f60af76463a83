/**
 * The name of a cookie that says: this browser was signed out without a connection. Its session may still be valid, and only the
 * server can remove the session's cookie: as long as this one is there, the server ignores it. The next sign-in removes this
 * one. By https only this very host can set it: a neighbour below the same domain must not sign people out.
 */
export const signedOutCookie = (isSecure: boolean) => `${isSecure ? '__Host-' : ''}weir-signed-out`;
