/** Names who made a write that waited. The web server refuses it if somebody else is signed in by now. */
export const writerHeader = 'weir-writer';
