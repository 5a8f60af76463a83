/** The language chosen in this browser, for people who are not signed in or have set none of their own. */
export const languageCookie = 'weir-language';

/** The browser's time zone, which a server can't know otherwise. */
export const zoneCookie = 'weir-zone';
