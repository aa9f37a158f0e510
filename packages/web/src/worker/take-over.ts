/** What a page says to the version that waits: it is to serve from now on, and the page comes anew from it. */
export const TAKE_OVER = 'take over';
