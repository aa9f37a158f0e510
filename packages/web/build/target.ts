/** The oldest browsers that everything is built for. */
export const TARGET = ['chrome123', 'firefox128', 'safari17.5'];
