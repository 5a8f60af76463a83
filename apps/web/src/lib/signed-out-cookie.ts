/**
 * The name of the cookie of a browser that was signed out without a connection. Its session may still be valid, and only the
 * server can remove the session cookie. Until then the server ignores that one. The next sign-in removes this cookie. With https
 * no other host can set it: a host under the same domain must not sign people out.
 */
export const signedOutCookie = (isSecure: boolean) => `${isSecure ? '__Host-' : ''}weir-signed-out`;
