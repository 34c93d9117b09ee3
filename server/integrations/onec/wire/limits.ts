// Every limit of the wire in one place; beyond them an item is rejected with the field's name.

/** Items of one push and the bytes of its raw body (§2 of the wire contract). */
export const PUSH_ITEMS_MAX = 200;
export const PUSH_BYTES_MAX = 1_000_000;

/** Lines of one document. Real specifications reach 2,000; the platform itself stops at 99,999. */
export const LINES_MAX = 10_000;
export const STAGES_MAX = 500;
/** Phones or e-mails of one company or contact. */
export const REACH_MAX = 100;

export const SHORT_TEXT_MAX = 200;
export const NAME_MAX = 1_000;
export const LONG_TEXT_MAX = 50_000;
/** Names stand in indexes, and PostgreSQL takes no longer entry: a hieroglyph has three bytes. */
export const NAME_BYTES_MAX = 2_600;

/** Unknown keys are kept, but not without end: depth, nodes and length of one string. */
export const EXTRA_DEPTH_MAX = 16;
export const EXTRA_NODES_MAX = 5_000;

/** Problems reported for one item; the first ones are enough to mend the sender. */
export const PROBLEMS_MAX = 10;

/** One line of NDJSON. A live base has shown entries of 5.8 MB. */
export const LINE_BYTES_MAX = 8 * 1024 * 1024;

/** How far the clock of 1C may be from ours. */
export const CLOCK_SKEW_MAX_MS = 5 * 60_000;
export const NONCE_MAX = 64;
